import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type Other = { url: string; stop: () => Promise<void> };

/** The binary of `@dynoxide/linux-x64` as installed in a folder or above it; undefined if there is none. */
export function binaryFrom(folder: string): string | undefined {
  try {
    const found = createRequire(join(folder, 'package.json')).resolve('@dynoxide/linux-x64/package.json');
    return join(dirname(found), 'dynoxide');
  } catch {
    return undefined;
  }
}

/** Runs dynoxide in memory on a free port of this machine, until it is stopped or this process ends. */
export async function startDynoxide(binary: string): Promise<Other> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  const kill = () => child.kill();
  process.once('exit', kill);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const stop = async () => {
    process.off('exit', kill);
    kill();
    await ended;
  };
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null || child.pid === undefined) throw new Error(`${binary} ended at once`);
    if (await answers(url)) return { url, stop };
    await pause(50);
  }
  await stop();
  throw new Error(`${binary} does not answer`);
}

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

const freePort = () =>
  new Promise<number>((done, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
