import type { TestProject } from 'vitest/node';
import { build } from '../infra/build/build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    assets: Awaited<ReturnType<typeof build>>['assets'];
  }
}

/** Builds what is deployed once for all tests: they run the same bundles as the cloud. */
export default async function setup(project: TestProject) {
  const { assets } = await build();
  project.provide('assets', assets);
}
