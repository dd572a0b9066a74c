import { readdirSync, readFileSync } from 'node:fs';
import type { Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from '../infra/build/build.ts';
import { functions } from '../infra/topology.ts';

const root = new URL('..', import.meta.url);

const filesIn = (folder: string, ending = /\.(ts|tsx)$/) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => `${folder}/${file}`);

const importsOf = (source: string, file: string) =>
  [...source.matchAll(/(?:from|import) '([^']+)'/g)].map(([, to = '']) =>
    to.startsWith('.') ? new URL(to, `file:///${file}`).pathname.slice(1) : to,
  );

/**
 * Who may import what: the first row that fits a file counts. Pure code comes last: it imports pure code, zod, and
 * what turns text into text.
 */
const rules: [files: RegExp, mayImport: RegExp][] = [
  [/^functions\//, /^(zod$|docs\/openapi\.json$|shared\/(?!aws\/(?!topic|cdn|site)))/],
  [
    /^shared\/lambda\//,
    /^(zod$|aws-lambda$|@middy\/core$|node:crypto$|shared\/(events|newsroom|problem|lambda\/|articles\/|ads\/|aws\/image))/,
  ],
  [
    /^shared\/aws\//,
    /^(@aws-sdk\/|node:(crypto|stream|zlib)$|shared\/(cursor|events|ids|problem|site\/(page|site)|aws\/))/,
  ],
  [/^shared\/.+-store\.ts$/, /^(zod$|node:crypto$|shared\/(?!lambda))/],
  [/^shared\/media\//, /^(zod$|sharp$|shared\/(?!aws\/|lambda\/|.+-store))/],
  [
    /^shared\//,
    /^(zod$|node:crypto$|preact|mdast|micromark|diff$|isbot$|shared\/(?!aws\/|lambda\/|.+-store))/,
  ],
];

const broken = (source: string, file: string) => {
  const allowed = rules.find(([files]) => files.test(file))?.[1] ?? /$^/;
  return importsOf(source, file).filter((to) => !allowed.test(to));
};

describe('imports', () => {
  it.each([...filesIn('functions'), ...filesIn('shared')])('of %s keep to its layer', (file) => {
    expect(broken(readFileSync(new URL(file, root), 'utf8'), file)).toEqual([]);
  });

  it('that cross a layer are found', () => {
    expect(broken("import { x } from '@aws-sdk/client-s3';", 'functions/site/x.ts')).toHaveLength(1);
    expect(broken("import { x } from '../aws/table.ts';", 'shared/articles/x.ts')).toHaveLength(1);
    expect(broken("import { x } from './x-store.ts';", 'shared/articles/x.ts')).toHaveLength(1);
    expect(broken("import { x } from '../../infra/topology.ts';", 'shared/articles/x-store.ts')).toHaveLength(
      1,
    );
  });

  it('of a store stay with its feature, or take pure code of another', () => {
    const foreign = filesIn('shared')
      .filter((file) => file.endsWith('-store.ts'))
      .flatMap((file) =>
        importsOf(readFileSync(new URL(file, root), 'utf8'), file)
          .filter((to) => to.endsWith('-store.ts') && to.split('/')[1] !== file.split('/')[1])
          .map((to) => `${file} imports ${to}`),
      );
    expect(foreign).toEqual([]);
  });
});

describe('pure code', () => {
  const pure = filesIn('shared').filter(
    (file) => !/^shared\/(aws|lambda|site\/browser)\/|-store\.ts$|^shared\/ids/.test(file),
  );

  it.each(pure)('%s reads no clock, environment or randomness', (file) => {
    const source = readFileSync(new URL(file, root), 'utf8');
    expect(source).not.toMatch(/Date\.now\(|new Date\(\)|process\.env|Math\.random|randomUUID|randomBytes/);
  });
});

describe('the topology', () => {
  it('has a row for every function and a function for every row', () => {
    const files = filesIn('functions').map((file) => file.slice('functions/'.length, -'.ts'.length));
    expect(files.sort()).toEqual(functions.map(([name]) => name).sort());
  });

  it('says of every function who is hurt when it fails', () => {
    expect(functions.filter(([, { ifItFails }]) => ifItFails.length < 20)).toEqual([]);
  });
});

describe('names', () => {
  it('say what is inside: no utils, helpers, managers, services, indexes or barrels', () => {
    const vague = /(^|[-/])(utils?|helpers?|common|managers?|services?|index|misc)(\.|\/|-)/;
    const files = ['desk', 'functions', 'infra', 'shared'].flatMap((folder) => filesIn(folder));
    expect(files.filter((file) => vague.test(file) && file !== 'infra/embedded-aws/src/service.ts')).toEqual(
      [],
    );
  });
});

describe('bundles', () => {
  let metafile: Metafile;
  beforeAll(async () => {
    ({ metafile } = await build());
  });
  const bundles = () => Object.entries(metafile.outputs).filter(([file]) => file.endsWith('/index.mjs'));

  it('of API functions stay within 480 KB, SDK and all', () => {
    const api = functions.filter(([, { on }]) => 'route' in on).map(([name]) => name as string);
    const heavy = bundles().filter(
      ([file, { bytes }]) => bytes > 480_000 && api.some((name) => file.includes(`functions/${name}`)),
    );
    expect(heavy.map(([file, { bytes }]) => `${file} ${bytes}`)).toEqual([]);
  });

  it('hold only the AWS clients that the function may use', () => {
    const clients = Object.fromEntries(
      bundles().map(([file, { inputs }]) => [
        file.replace(/^dist\/functions\/|\/index\.mjs$/g, ''),
        clientsIn(inputs),
      ]),
    );
    const wanted = Object.fromEntries(functions.map(([name, { may }]) => [name, clientsOf(may)]));
    expect(clients).toEqual(wanted);
  });

  it('load the client for long copies only when there is one', () => {
    const beside = Object.entries(metafile.outputs).filter(([file]) => file.endsWith('/private-bucket.mjs'));
    expect(beside.map(([file]) => file.split('/').slice(2, 4).join('/')).sort()).toEqual(
      functions
        .filter(([, { may }]) => may.some(isOfCopies))
        .map(([name]) => name)
        .sort(),
    );
    for (const [file, { inputs }] of beside) expect(clientsIn(inputs), file).toEqual(['s3']);
  });

  it('leave out what their row calls native, and nothing else', () => {
    const left = bundles().map(([file, { imports }]) => [
      file.replace(/^dist\/functions\/|\/index\.mjs$/g, ''),
      imports.flatMap(({ path, external }) => (external && !/^(node:|\.)/.test(path) ? [path] : [])),
    ]);
    const wanted = functions.map(([name, { native = [] }]) => [name, native]);
    expect(Object.fromEntries(left)).toEqual(Object.fromEntries(wanted));
  });

  it('import Node’s HTTP modules in no way that loads undici', () => {
    const imports = bundles().flatMap(([file, { imports }]) => imports.map(({ path }) => `${file} ${path}`));
    expect(imports.filter((line) => / (node:)?https?$/.test(line))).toEqual([]);
  });

  it('need every shared file', () => {
    const used = new Set(Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)));
    const beside = /^shared\/(bangla|ads\/pick|site\/(browser|pages|view|fixed-pages))/;
    const typesOnly = (file: string) =>
      !/^export (const|function|async|class)/m.test(readFileSync(new URL(file, root), 'utf8'));
    expect(
      filesIn('shared').filter((file) => !used.has(file) && !beside.test(file) && !typesOnly(file)),
    ).toEqual([]);
  });
});

const clientsIn = (inputs: object) =>
  [
    ...new Set(Object.keys(inputs).flatMap((input) => /@aws-sdk\/client-([\w-]+)/.exec(input)?.[1] ?? [])),
  ].sort();

const isOfCopies = (grant: string) => grant === 'read copies' || grant === 'write copies';

/** What a function's own bundle holds; long copies are reached by a bundle beside it. */
const clientsOf = (may: readonly string[]) =>
  [
    ...new Set(
      may
        .filter((grant) => !isOfCopies(grant))
        .map((grant) => {
          if (/(table|count|assets|line items)$/.test(grant)) return 'dynamodb';
          if (/(site|slots|uploads|media|logs)$/.test(grant)) return 's3';
          if (grant === 'forget copies') return 'cloudfront';
          return grant === 'send mail' ? 'sesv2' : 'sns';
        }),
    ),
  ].sort();
