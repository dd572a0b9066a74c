import type { TestProject } from 'vitest/node';
import { build } from '../infra/build/build.ts';
import { layOut } from '../infra/build/lambda-folders.ts';
import { chromiumPath } from './browser/chromium-path.ts';

declare module 'vitest' {
  interface ProvidedContext {
    assets: Awaited<ReturnType<typeof build>>['assets'];
  }
}

/** Builds what is deployed once for all tests, which run the same bundles as the cloud, and unpacks the browser once. */
export default async function setup(project: TestProject) {
  const [{ assets }] = await Promise.all([build(), chromiumPath()]);
  layOut();
  project.provide('assets', assets);
}
