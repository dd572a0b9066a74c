import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { say } from './figures.ts';

/**
 * How long `npm start` takes until it says where the newsroom is: with the sample newsroom to be published, and again with
 * all of it there. Packages are installed before; `npm ci` alone is what a fresh machine adds.
 */
const folder = mkdtempSync(join(tmpdir(), 'khobor-start-'));
const root = fileURLToPath(new URL('../..', import.meta.url));

async function start(): Promise<{ seconds: number; child: ChildProcess }> {
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    ['infra/run.mjs', 'node', 'infra/local/cli/start.ts', '--port', '0', '--data', folder],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface({ input: child.stdout }))
    if (/https?:\/\/\S+\/desk\//.test(line)) break;
  return { seconds: (performance.now() - begun) / 1000, child };
}

const goals = { 'with the sample newsroom': 45, 'once more': 5 };
for (const [what, most] of Object.entries(goals)) {
  const { seconds, child } = await start();
  say(`npm start, installed, ${what}`, seconds, 's', { most });
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
}
rmSync(folder, { recursive: true });
