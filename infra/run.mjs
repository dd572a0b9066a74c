// Runs a command with what the lock file names, installing it first if it is missing. Plain JavaScript for any
// Node >= 20: it runs before anything is there. `node infra/run.mjs node infra/local/cli/start.ts --port 8080`
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');

if (!isInstalled()) install();

const [command, ...args] = process.argv.slice(2);
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
const child = spawn(join(bin, command), args, {
  stdio: 'inherit',
  env,
  cwd: root,
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`khobor: cannot run ${command}: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(signal ? 128 : (code ?? 1)));

/** npm notes what it installed, as its last act. What is optional may be for another platform. */
function isInstalled() {
  try {
    const [wanted, there] = ['package-lock.json', 'node_modules/.package-lock.json'].map(
      (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages,
    );
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === '' || optional || there[path]?.version === version,
    );
  } catch {
    return false;
  }
}

function install() {
  console.error('khobor: installing what is missing (npm ci) ...');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    cwd: root,
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('khobor: npm ci failed; its message is above. Mend that and run the same command again.');
    process.exit(status ?? 1);
  }
}
