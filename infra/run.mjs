// Runs a command with the packages of the lock file, installing them first if any is missing. Plain JavaScript for any
// Node >= 20, since it runs before anything is installed. `node infra/run.mjs node infra/local/cli/start.ts --port
// 8080`
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');

const [command, ...args] = process.argv.slice(2);

/** A newsroom that runs needs no tools to test, check or deploy one: they are half of all packages. */
const isRunning =
  command === 'node' && /^(infra\/local\/cli|infra\/operate|desk\/cli)\//.test(own(args[0] ?? ''));

if (!isInstalled()) await install();

// Node keeps compiled code here, and TypeScript without its types: a command starts in half the time.
const NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'node');
const env = {
  ...process.env,
  ...sparing(),
  NODE_COMPILE_CACHE,
  PATH: `${bin}${delimiter}${process.env.PATH}`,
};
process.exit(await run(join(bin, command), args, { stdio: 'inherit', env }));

/**
 * Runs a program and returns its exit code. It is stopped by a signal to this process, and when this process's parent
 * ends: a shell under npm dies of a SIGTERM without passing it on.
 */
function run(program, args, options) {
  const child = spawn(program, args, { cwd: root, shell: process.platform === 'win32', ...options });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const starter = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === starter) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 250);
  return new Promise((done) => {
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      done(signal ? 128 + constants.signals[signal] : code);
    });
    child.on('error', (error) => {
      console.error(`khobor: cannot run ${program}: ${error.message}`);
      process.exit(1);
    });
  });
}

/**
 * The settings of a newsroom's process, which has a thread for each warm function: two of glibc's arenas for all of them,
 * which keep what threads that ended have freed, and little room for young objects. Together they save 200 MB.
 */
function sparing() {
  if (command !== 'node' || !/^(infra\/local\/cli|test\/bench)\//.test(own(args[0] ?? ''))) return {};
  const { MALLOC_ARENA_MAX = '2', NODE_OPTIONS = '' } = process.env;
  return { MALLOC_ARENA_MAX, NODE_OPTIONS: `--max-semi-space-size=2 ${NODE_OPTIONS}`.trim() };
}

/** A path from the root of the repository, with slashes. */
function own(path) {
  return relative(root, resolve(root, path)).replaceAll('\\', '/');
}

/** npm records what it installed as its last step. Optional packages may be for another platform. */
function isInstalled() {
  try {
    const [wanted, there] = ['package-lock.json', 'node_modules/.package-lock.json'].map(
      (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages,
    );
    return Object.entries(wanted).every(
      ([path, { version, optional, dev, devOptional }]) =>
        path === '' || optional || (isRunning && (dev || devOptional)) || there[path]?.version === version,
    );
  } catch {
    return false;
  }
}

async function install() {
  console.error('khobor: installing what is missing (npm ci) ...');
  const some = isRunning ? ['--omit=dev'] : [];
  const code = await run('npm', ['ci', ...some, '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
  });
  if (code !== 0) {
    console.error(
      'khobor: npm ci failed; its message is above. Correct that and run the same command again.',
    );
    process.exit(code);
  }
}
