import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mutants } from './mutants.ts';

/**
 * Runs the tests of alerts against each fault of `mutants.ts`, in turn, and says which test caught it. Fails when one is
 * caught by none. `npm run mutants -- 3 4`: only these. Each takes up to as long as the tests themselves.
 */
const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url));
/** Milliseconds that the tests of one fault may take: ten times what they take without one. */
const longest = 15 * 60_000;
const chosen = process.argv.slice(2).map(Number);
type Result = {
  testResults: { name: string; message: string; assertionResults: { status: string; fullName: string }[] }[];
};

const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
const survivors: string[] = [];
for (const [i, { harm, file }] of mutants.entries()) {
  if (chosen.length > 0 && !chosen.includes(i)) continue;
  const report = join(folder, `${i}.json`);
  const { signal } = spawnSync('vitest', ['run', '--config', config, '--outputFile', report], {
    env: { ...process.env, MUTANT: String(i) },
    stdio: 'ignore',
    // A fault may also be that something never ends.
    timeout: longest,
    killSignal: 'SIGKILL',
  });
  const caughtBy = signal || !existsSync(report) ? ['the tests did not end'] : failedIn(report);
  if (caughtBy.length === 0) survivors.push(harm);
  console.log(
    `${String(i).padStart(3)}  ${caughtBy.length > 0 ? 'caught  ' : 'SURVIVED'}  ${harm} (${file})`,
  );
  for (const name of caughtBy.slice(0, 1)) console.log(`               by: ${name}`);
}
rmSync(folder, { recursive: true });
console.log(`\n${survivors.length} survived`);
process.exitCode = survivors.length > 0 ? 1 : 0;

function failedIn(report: string): string[] {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Result;
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => fullName);
    return failed.length > 0 ? failed : message ? [`${name}: ${message.slice(0, 200)}`] : [];
  });
}
