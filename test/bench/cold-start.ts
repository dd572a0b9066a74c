import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { region } from 'embedded-aws';
import { build as esbuild } from 'esbuild';
import { build, bundleOf } from '../../infra/build/build.ts';
import { openCloud } from '../../infra/local/cloud.ts';
import { tableName } from '../../infra/local/resources.ts';
import { quantile, say } from './figures.ts';

/**
 * Cold starts: a fresh Node process from its start to the first answer of a function's own bundle, above a handler that
 * does nothing, beside an ordinary handler (`ordinary-handler.ts`) that reads one item; the product's reads three. All
 * read from the embedded cloud, so no handshake of TLS is in it. Medians of interleaved runs: `node
 * test/bench/cold-start.ts [rounds]`
 */
const rounds = Number(process.argv[2] ?? 11);
/** The most that a function may cost above a bare handler, as a part of what the ordinary one costs. */
const goal = { most: 0.55 };
/** The part of a core that Lambda gives a function of 512 MB once it is loaded; while it loads it has a whole one. */
const share = 512 / 1769;

const folder = mkdtempSync(join(tmpdir(), 'khobor-cold-'));
const bare = join(folder, 'bare.mjs');
writeFileSync(bare, 'export const handler = async () => ({ statusCode: 200 });');
const ordinary = join(folder, 'ordinary.mjs');
await esbuild({
  entryPoints: [fileURLToPath(new URL('ordinary-handler.ts', import.meta.url))],
  outfile: ordinary,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
});

const cloud = await openCloud({ built: await build() });
const filing = JSON.stringify({
  section: 'national',
  headline: 'চরের স্কুলে প্রথম ঘণ্টা',
  body: 'পদ্মার চরে আজ নতুন স্কুলের প্রথম ঘণ্টা বেজেছে।',
});
const authorization = `Bearer ${await cloud.token('rumana', 'reporter')}`;
const filed = await fetch(`${cloud.url}/api/articles`, {
  method: 'POST',
  headers: { authorization },
  body: filing,
});
const { id } = (await filed.json()) as { id: string };
const claims = { username: 'rumana', 'cognito:groups': '[reporter]' };
const eventOf = (method: string, more: object = {}) => ({
  headers: {},
  requestContext: { http: { method }, authorizer: { jwt: { claims } } },
  ...more,
});
const reading = eventOf('GET', { pathParameters: { id } });

const runner = join(folder, 'runner.mjs');
writeFileSync(
  runner,
  `const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
   const { handler } = await import(process.argv[2]);
   const [loaded, loading] = [performance.now(), cpu()];
   const { statusCode } = await handler(JSON.parse(process.argv[3]), {});
   const [answered, all] = [performance.now(), cpu()];
   process.stdout.write(JSON.stringify({ statusCode, loaded, answered, cpu: all, call: all - loading }));
   process.exit(0);`,
);
const { accessKeyId, secretAccessKey } = cloud.aws.operator;
const env = {
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_ENDPOINT_URL: cloud.aws.url,
  TABLE_NAME: tableName,
};

type Run = { statusCode: number; loaded: number; answered: number; cpu: number; call: number };

/** Asynchronously, because the cloud that answers the function lives in this very process. */
const once = (bundle: string, event: object) =>
  new Promise<Run>((done, failed) => {
    const child = spawn(process.execPath, [runner, pathToFileURL(bundle).href, JSON.stringify(event)], {
      env,
    });
    let out = '';
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.on('exit', (code) => {
      // The ordinary handler logs before that line.
      const run: Run | undefined = code === 0 ? JSON.parse(out.trim().split('\n').at(-1) ?? '') : undefined;
      if (run && run.statusCode < 300) done(run);
      else failed(new Error(`${bundle} exited with ${code} and answered ${out}`));
    });
  });

const measured = [
  { name: 'a bare handler', bundle: bare, event: reading },
  { name: 'the ordinary handler', bundle: ordinary, event: reading },
  { name: 'api/health', bundle: bundleOf('api/health'), event: eventOf('GET') },
  { name: 'articles/get', bundle: bundleOf('articles/get'), event: reading },
  { name: 'articles/create', bundle: bundleOf('articles/create'), event: eventOf('POST', { body: filing }) },
];
const runs = measured.map((): Run[] => []);
for (let round = 0; round < rounds; round++)
  for (const [i, { bundle, event }] of measured.entries()) runs[i]?.push(await once(bundle, event));

const ways: [what: string, of: (run: Run) => number][] = [
  ['time', ({ answered }) => answered],
  ['CPU', ({ cpu }) => cpu],
  ['time at 512 MB, computed', ({ loaded, answered, call }) => Math.max(answered, loaded + call / share)],
];
for (const [what, of] of ways) {
  const medians = runs.map((some) => quantile(some.map(of), 0.5));
  const [nothing = 0, usual = 0] = medians;
  say(`cold start of a bare handler, ${what}`, nothing, 'ms');
  for (const [i, { name }] of measured.entries()) {
    if (i === 0) continue;
    const above = (medians[i] ?? 0) - nothing;
    say(`cold start of ${name} above it, ${what}`, above, 'ms');
    if (i > 1) say(`${name} as a part of the ordinary one, ${what}`, above / (usual - nothing), '', goal);
  }
}
await cloud.close();
rmSync(folder, { recursive: true });
