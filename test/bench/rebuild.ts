import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { region } from 'embedded-aws';
import { build } from '../../infra/build/build.ts';
import { meter } from '../../infra/cost/meter.ts';
import { openCloud } from '../../infra/local/cloud.ts';
import { arns, siteBucket, tableName } from '../../infra/local/resources.ts';
import { requestRebuild } from '../../infra/operate/request-rebuild.ts';
import { instancesOf } from '../../infra/topology/timing.ts';
import { topology } from '../../infra/topology.ts';
import { anArchive } from '../journeys/an-archive.ts';
import { cpuSince, say } from './figures.ts';

/**
 * What a rebuild costs: requests for each article, time and memory, first into an empty bucket and then with nothing
 * changed; beside Hugo, which builds as many pages, where it is installed. `node test/bench/rebuild.ts [size …]`
 */
const sizes = process.argv.slice(2).map(Number);
/** List prices in us-east-1, in dollars. */
const price = { put: 5e-6, get: 4e-7, writeUnit: 6.25e-7, readUnit: 1.25e-7, gbSecond: 1.333e-5 };
/**
 * What a rebuild on AWS is computed with: the part of a core at 512 MB, the seconds in which AWS answers a request, and of
 * how many requests a function waits together. It is too high: the CPU measured is the embedded cloud's as well.
 */
const [share, answer, atOnce] = [512 / 1769, 0.02, 16];
const instances = instancesOf(topology['site/rebuild']);

const built = await build();
const folder = mkdtempSync(join(tmpdir(), 'khobor-rebuild-'));

for (const size of sizes.length > 0 ? sizes : [1_000, 10_000]) {
  const hugo = hugoSeconds(size);
  const { intercept, read } = meter(new Set());
  const cloud = await openCloud({ file: join(folder, `${size}.db`), built, intercept, timeout: 600 });
  await anArchive(cloud, size, { withCopies: true });
  await cloud.rest();
  const config = { region, endpoint: cloud.aws.url, credentials: cloud.aws.operator };
  const clients = {
    dynamodb: new DynamoDBClient(config),
    sns: new SNSClient(config),
    s3: new S3Client(config),
  };
  const names = { table: tableName, topic: arns['facts topic'], bucket: siteBucket };
  for (const [what, goal, times] of [
    ['all pages new', 1.4, 8],
    ['nothing changed', 0.3, 3],
  ] as const) {
    read();
    let most = 0;
    const rest = process.memoryUsage.rss();
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss() - rest);
    }, 50);
    const [started, cpu] = [performance.now(), process.cpuUsage()];
    await requestRebuild({ ...clients, ...names });
    await cloud.rest();
    const seconds = (performance.now() - started) / 1000;
    clearInterval(watch);
    const used = cpuSince(cpu) / size;
    const { requests, objects, readUnits, writeUnits, calls } = read();
    const of = `rebuild of ${size} articles, ${what}`;
    say(`${of}: requests an article`, requests / size, '', { most: goal });
    say(`${of}: objects`, objects, '');
    say(`${of}: time`, seconds, 's', hugo ? { most: times * hugo } : undefined);
    say(`${of}: CPU an article`, used, 'ms');
    say(`${of}: memory above rest`, most / 2 ** 20, 'MiB', { most: 256 });
    const looks = (calls['s3 HeadObject'] ?? 0) + (calls['s3 GetObject'] ?? 0);
    const [many, gb] = [100_000 / size, 512 / 1024];
    const [run, wait] = [(used / share / 1000) * 100_000, (requests * many * answer) / atOnce];
    say(`${of}: computed on AWS for 100,000, time`, (run + wait) / instances / 60, 'min');
    say(
      `${of}: computed on AWS for 100,000, price`,
      many *
        ((objects + (calls['s3 ListObjectsV2'] ?? 0)) * price.put +
          looks * price.get +
          writeUnits * price.writeUnit +
          readUnits * price.readUnit) +
        (run + wait) * gb * price.gbSecond,
      '$',
    );
  }
  for (const client of Object.values(clients)) client.destroy();
  await cloud.close();
}
rmSync(folder, { recursive: true });

/** How long Hugo takes for as many articles with the same text, a page each and lists by section; undefined without Hugo. */
function hugoSeconds(size: number): number | undefined {
  if (spawnSync('hugo', ['version']).status !== 0) return undefined;
  const site = join(folder, `hugo-${size}`);
  const write = (path: string, text: string) => {
    mkdirSync(join(site, path, '..'), { recursive: true });
    writeFileSync(join(site, path), text);
  };
  write('hugo.toml', 'baseURL = "https://news.example/"\nlanguageCode = "bn"\ntitle = "খবর"\n');
  const page = (inner: string) => `<!doctype html><html lang="bn"><title>{{ .Title }}</title>${inner}</html>`;
  write('layouts/_default/single.html', page('<h1>{{ .Title }}</h1>{{ .Content }}'));
  write(
    'layouts/_default/list.html',
    page('{{ range first 30 .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'),
  );
  write(
    'layouts/index.html',
    page('{{ range first 90 .Site.RegularPages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'),
  );
  for (let n = 0; n < size; n++) {
    const date = new Date(Date.now() - (n * 86_400_000) / 300).toISOString();
    write(
      `content/s${n % 15}/art${n}.md`,
      `---\ntitle: "পদ্মার চরে নতুন স্কুলের প্রথম ঘণ্টা"\ndate: ${date}\ntags: ["শিক্ষা"]\n---\n${'পদ্মার চরে আজ নতুন স্কুলের প্রথম ঘণ্টা বেজেছে।\n\n'.repeat(6)}`,
    );
  }
  const started = performance.now();
  spawnSync('hugo', ['--source', site, '--quiet'], { stdio: 'inherit' });
  return (performance.now() - started) / 1000;
}
