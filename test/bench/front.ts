import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from '../../infra/build/build.ts';
import { openCloud, usualIdle } from '../../infra/local/cloud.ts';
import { siteBucket } from '../../infra/local/resources.ts';
import { publishSample } from '../../infra/local/sample/sample.ts';
import { quantile, say } from './figures.ts';

/**
 * How many articles a second the local front serves, beside nginx with one worker and the same object as a file, where it
 * is installed; and what the sample newsroom takes of memory. Both write a log. `node test/bench/front.ts`
 */
const load = fileURLToPath(new URL('load.ts', import.meta.url));
const cloud = await openCloud({ built: await build(), maxIdle: usualIdle });
await publishSample(cloud);
await cloud.rest();
// Those that the sample needed and nobody needs since are ended.
await new Promise((done) => setTimeout(done, 15_000));
say('memory after the sample newsroom', process.memoryUsage.rss() / 1e6, 'MB', { most: 450 });

const path = /href="(\/national\/art_\w+)"/.exec(await (await fetch(cloud.url)).text())?.[1] ?? '/';
const body = cloud.aws.s3.read(siteBucket, path.slice(1))?.body ?? Buffer.alloc(0);
const folder = mkdtempSync(join(tmpdir(), 'khobor-front-'));
const nginx = await startNginx();

/** Answers a second, from a client in a process of its own. */
async function rate(port: number): Promise<number> {
  const flags = ['--disable-warning=ExperimentalWarning', load, String(port), path, '16', '2'];
  return Number((await promisify(execFile)(process.execPath, flags)).stdout);
}

const rates: { front: number[]; nginx: number[] } = { front: [], nginx: [] };
await rate(cloud.port);
for (let round = 0; round < 5; round++) {
  rates.front.push(await rate(cloud.port));
  if (nginx) rates.nginx.push(await rate(nginx.port));
}
const front = quantile(rates.front, 0.5);
say('articles a second from the local front', front, '/s');
if (nginx) {
  const beside = quantile(rates.nginx, 0.5);
  say('articles a second from nginx', beside, '/s');
  say('the local front as a part of nginx', front / beside, '', { least: 0.4 });
  nginx.child.kill();
  await once(nginx.child, 'exit');
} else console.log('nginx is not installed: nothing to compare with');
await cloud.close();
rmSync(folder, { recursive: true });

/** nginx in the foreground, with the article as a file; undefined where it is not installed. */
async function startNginx(): Promise<{ child: ChildProcess; port: number } | undefined> {
  if (spawnSync('nginx', ['-v']).error) return undefined;
  const port = await freePort();
  const file = join(folder, 'site', path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, body);
  const of = (name: string) => join(folder, name);
  writeFileSync(
    of('nginx.conf'),
    `daemon off; worker_processes 1; pid ${of('pid')}; error_log ${of('errors')};${process.getuid?.() === 0 ? ' user root;' : ''}
     events {}
     http {
       ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${of(name)};`).join(' ')}
       access_log ${of('access')}; keepalive_requests 1000000000; default_type 'text/html; charset=utf-8'; sendfile on;
       server { listen 127.0.0.1:${port}; root ${of('site')}; add_header cache-control 'max-age=0, s-maxage=604800'; }
     }`,
  );
  const child = spawn('nginx', ['-p', folder, '-c', of('nginx.conf'), '-e', of('errors')], {
    stdio: 'inherit',
  });
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let tries = 0; tries < 100; tries++) {
    if (await isUp()) return { child, port };
    await new Promise((done) => setTimeout(done, 50));
  }
  child.kill();
  throw new Error('nginx does not start');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
