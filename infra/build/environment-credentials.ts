import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Replaces the SDK's default chain of credential providers in function bundles: see `build.ts`. */
export const defaultProvider = () => fromEnv();
