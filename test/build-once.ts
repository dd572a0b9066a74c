import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { build } from '../infra/build/build.ts';
import { layOut } from '../infra/build/lambda-folders.ts';
import { chromiumPath } from './browser/chromium-path.ts';

declare module 'vitest' {
  interface ProvidedContext {
    assets: Awaited<ReturnType<typeof build>>['assets'];
    /** A folder for what is there as long as the tests run. */
    folder: string;
  }
}

/**
 * Builds what is deployed once for all tests, which run the same bundles as the cloud, and unpacks the browser once.
 * Returns what is done when all tests are over.
 */
export default async function setup(project: TestProject) {
  const [{ assets }] = await Promise.all([build(), chromiumPath()]);
  layOut();
  project.provide('assets', assets);
  const folder = mkdtempSync(join(tmpdir(), 'khobor-test-'));
  project.provide('folder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
