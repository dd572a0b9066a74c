import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Stands in for the SDK's default chain of credential providers in function bundles: see `build.ts`. */
export const defaultProvider = () => fromEnv();
