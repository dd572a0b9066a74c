import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { region } from 'embedded-aws';
import { build, bundleOf } from '../../infra/build/build.ts';
import { openCloud } from '../../infra/local/cloud.ts';
import { tableName } from '../../infra/local/resources.ts';
import type { FunctionName } from '../../infra/topology.ts';

/**
 * Cold starts: a fresh Node process from its start to the first answer of a function's own bundle, reading from the
 * embedded cloud, beside a handler that does nothing. Medians of alternating runs.
 */
const folder = mkdtempSync(join(tmpdir(), 'khobor-cold-'));
const bare = join(folder, 'bare.mjs');
writeFileSync(bare, 'export const handler = async () => ({ statusCode: 200 });');

const cloud = await openCloud({ built: await build() });
const event = JSON.stringify({
  headers: {},
  pathParameters: { id: 'art_000000000000' },
  requestContext: {
    http: { method: 'GET' },
    authorizer: { jwt: { claims: { username: 'x', 'cognito:groups': '[editor reporter]' } } },
  },
});
const runner = join(folder, 'runner.mjs');
writeFileSync(
  runner,
  `const { handler } = await import(process.argv[2]);
   await handler(${event}, {});
   process.stdout.write(String(performance.now()));
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

/** Asynchronously, because the cloud that answers the function lives in this very process. */
const once = (bundle: string) =>
  new Promise<number>((done, failed) => {
    const child = spawn(process.execPath, [runner, pathToFileURL(bundle).href], { env });
    let out = '';
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.on('exit', (code) =>
      code === 0 ? done(Number(out)) : failed(new Error(`${bundle} exited with ${code}`)),
    );
  });

const measured: FunctionName[] = ['api/health', 'articles/get', 'articles/create'];
const bundles = [bare, ...measured.map(bundleOf)];
const runs = bundles.map((): number[] => []);
for (let round = 0; round < 9; round++)
  for (const [i, bundle] of bundles.entries()) runs[i]?.push(await once(bundle));
const medians = runs.map((times) => times.sort((a, b) => a - b)[4] ?? Number.NaN);
const [base = 0] = medians;
for (const [i, name] of ['a bare handler', ...measured].entries())
  console.log(
    `${`cold start of ${name}`.padEnd(44)} ${(medians[i] ?? 0).toFixed(0)} ms (+${((medians[i] ?? 0) - base).toFixed(0)})`,
  );
await cloud.close();
rmSync(folder, { recursive: true });
