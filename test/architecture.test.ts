import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import type { Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from '../infra/build/build.ts';
import { loadedBy } from '../infra/build/lambda-folders.ts';
import { type Grant, grants } from '../infra/topology/grants.ts';
import { fileOf, functions } from '../infra/topology.ts';

const rootUrl = new URL('..', import.meta.url);

const filesIn = (folder: string, ending = /\.(ts|tsx)$/) =>
  readdirSync(new URL(folder, rootUrl), { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => `${folder}/${file}`);

const importsOf = (source: string, file: string) =>
  [...source.matchAll(/(?:from|import) '([^']+)'/g)].map(([, to = '']) =>
    to.startsWith('.') ? new URL(to, `file:///${file}`).pathname.slice(1) : to,
  );

/** Parts of the newsroom: records, their steps and stores. None imports another's store, and none imports the site. */
const features = 'articles|ads|authors|audience|facts|fronts|media|people|redirects';

/** Files that touch AWS: stores load and commit records; what publishes, mails, signs or counts is named for that. */
const effects = /^shared\/.+(-store|\/(put|send|publish|sign|check|count|read|remove)-[\w-]+)\.tsx?$/;

/** What every part may know: the newsroom, facts, keys of the table, problems, texts. Files at the root import no feature. */
const root = 'shared\\/[\\w-]+\\.ts$|shared\\/bangla\\/';
const records = `shared\\/(${features})\\/(?!.*-store)(?!(put|send|publish|sign|check|count|read|remove)-)`;
const pureSite = 'shared\\/site\\/(?!.*-store)(?!(put|read)-)';
const rendering = 'preact|preact-render-to-string';

const rule = (files: RegExp, ...mayImport: string[]): [RegExp, RegExp] => [
  files,
  new RegExp(`^(${mayImport.join('|')})`),
];

/** Who may import what: the first row that fits a file counts. */
const rules = [
  rule(/^functions\//, 'zod$', 'docs\\/openapi\\.json$', 'shared\\/(?!aws\\/(?!topic|cdn|parked|ledger))'),
  rule(
    /^shared\/lambda\//,
    'zod$',
    'aws-lambda$',
    '@middy\\/core$',
    'node:(crypto|zlib)$',
    root,
    'shared\\/lambda\\/',
    'shared\\/aws\\/stream-record',
  ),
  rule(/^shared\/aws\//, 'zod$', '@aws-sdk\\/', 'node:(crypto|stream|zlib)$', root, 'shared\\/aws\\/'),
  rule(/^shared\/site\/browser\//, 'shared\\/(ads|bangla)\\/'),
  rule(
    new RegExp(`^(?=${effects.source.slice(1)})shared\\/(site|api)\\/`),
    'zod$',
    root,
    'shared\\/aws\\/',
    `shared\\/(${features}|site)\\/`,
  ),
  rule(/^shared\/site\/share-image/, 'sharp$', 'node:url$', root, records, pureSite),
  rule(/^shared\/(site|api)\//, 'zod$', 'node:crypto$', rendering, root, records, pureSite),
  rule(
    effects,
    'zod$',
    'node:(crypto|dns\\/promises)$',
    root,
    'shared\\/aws\\/',
    `shared\\/(${features})\\/`,
  ),
  rule(/^shared\/media\//, 'zod$', 'node:crypto$', 'sharp$', 'exifreader$', '@xmldom/xmldom$', root, records),
  rule(
    new RegExp(`^shared\\/(${features})\\/`),
    'zod$',
    'node:crypto$',
    rendering,
    'mdast',
    'micromark',
    'diff$',
    'isbot$',
    root,
    records,
  ),
  rule(/^shared\//, 'zod$', 'node:crypto$', root),
  rule(/^desk\//, '(?!node_modules|infra|functions|test)[\\w@:/-]+$', 'desk\\/', root, records),
  rule(/^infra\/embedded-aws\//, '[a-z@][\\w@:/-]*$', 'infra\\/embedded-aws\\/'),
  rule(/^infra\//, '(?!desk\\/|test\\/|functions\\/)'),
];

const read = (file: string) => readFileSync(new URL(file, rootUrl), 'utf8');

const broken = (source: string, file: string) => {
  const allowed = rules.find(([files]) => files.test(file))?.[1] ?? /$^/;
  return importsOf(source, file).filter((to) => !allowed.test(to));
};

const code = ['desk', 'functions', 'infra', 'shared'].flatMap((folder) =>
  filesIn(folder).filter((file) => !/node_modules|embedded-aws\/(test|dist)/.test(file)),
);

describe('imports', () => {
  it.each(code)('of %s keep to its layer', (file) => {
    expect(broken(read(file), file)).toEqual([]);
  });

  it.each([
    ["import { x } from '@aws-sdk/client-s3';", 'functions/site/x.ts'],
    ["import { x } from '../aws/table.ts';", 'shared/articles/x.ts'],
    ["import { x } from './x-store.ts';", 'shared/articles/x.ts'],
    ["import { x } from '../../infra/topology.ts';", 'shared/articles/x-store.ts'],
    ["import type { Site } from '../site/site.ts';", 'shared/articles/x.ts'],
    ["import { x } from '../site/news-store.ts';", 'shared/articles/x-store.ts'],
    ["import { x } from './articles/content.ts';", 'shared/events.ts'],
    ["import { x } from '../articles/article.ts';", 'shared/lambda/x.ts'],
    ["import { x } from '../site/page.ts';", 'shared/aws/x.ts'],
    ["import { x } from '../articles/article-store.ts';", 'shared/site/x.tsx'],
    ["import { x } from '../../infra/topology.ts';", 'desk/cli/x.ts'],
    ["import { x } from '../../../shared/newsroom.ts';", 'infra/embedded-aws/src/x.ts'],
  ])('that cross a layer are found: %s in %s', (source, file) => {
    expect(broken(source, file)).toHaveLength(1);
  });

  it('of a store stay with its feature, or take records of another', () => {
    const foreign = code
      .filter((file) => effects.test(file) && !file.startsWith('shared/site/'))
      .flatMap((file) =>
        importsOf(read(file), file)
          .filter(
            (to) => effects.test(to) && !/^shared\/aws\//.test(to) && to.split('/')[1] !== file.split('/')[1],
          )
          .map((to) => `${file} imports ${to}`),
      );
    expect(foreign).toEqual([]);
  });

  it('go round in no circle, those of types included', () => {
    expect(circlesIn(new Map(code.map((file) => [file, importsOf(read(file), file)])))).toEqual([]);
  });

  it('that go round in a circle are found', () => {
    const circle = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['a']],
    ]);
    expect(circlesIn(circle)).toEqual(['a → b → c → a']);
  });
});

/** Circles among imports, each once, by the first of its files that is met. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (done.has(file) || path.includes(file)) return;
    for (const to of imports.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return circles;
}

describe('keys of the table', () => {
  it('are spelled in one file', () => {
    const spelled = code
      .filter((file) => file.startsWith('shared/') && !/^shared\/(keys|upcast)\.ts$/.test(file))
      .filter((file) => /[`'"][A-Z]{3,}#/.test(read(file)));
    expect(spelled).toEqual([]);
  });
});

describe('pure code', () => {
  const pure = code.filter(
    (file) =>
      file.startsWith('shared/') &&
      !/^shared\/(aws|lambda|site\/browser)\/|^shared\/ids/.test(file) &&
      !effects.test(file),
  );

  it.each(pure)('%s reads no clock, environment or randomness', (file) => {
    expect(read(file)).not.toMatch(
      /Date\.now\(|new Date\(\)|process\.env|Math\.random|randomUUID|randomBytes/,
    );
  });
});

describe('an instance of a function', () => {
  it('keeps what it keeps between calls in places that can be emptied', () => {
    const files = code.filter(
      (file) => /^(functions|shared)\//.test(file) && !/^shared\/site\/browser\//.test(file),
    );
    const keeping = files.filter((file) =>
      /^(export )?(let |const \w+(: [^=]+)? = (new (Map|Set|WeakMap)(<.*>)?\(\)|\[\]|\{\});?$)/m.test(
        read(file),
      ),
    );
    expect(files.length).toBeGreaterThan(300);
    expect(keeping).toEqual([]);
  });
});

describe('the topology', () => {
  it('has a row for every function and a function for every row', () => {
    const files = filesIn('functions').map((file) => file.slice('functions/'.length, -'.ts'.length));
    expect(files.sort()).toEqual([...new Set(functions.map(([name]) => fileOf(name)))].sort());
  });

  it('says of every function who is hurt when it fails', () => {
    expect(functions.filter(([, { ifItFails }]) => ifItFails.length < 20)).toEqual([]);
  });
});

describe('names', () => {
  it('say what is inside: no utils, helpers, managers, services, indexes or barrels', () => {
    const vague = /(^|[-/])(utils?|helpers?|common|managers?|services?|misc)(\.|\/|-)|(^|\/)index\./;
    expect(code.filter((file) => vague.test(file) && file !== 'infra/embedded-aws/src/service.ts')).toEqual(
      [],
    );
  });
});

describe('bundles', () => {
  let metafile: Metafile;
  beforeAll(async () => {
    ({ metafile } = await build());
  });
  /** Rows with a file of their own: two that run the same file share its bundle. */
  const own = functions.filter(([name]) => fileOf(name) === name);
  /** What each function loads when it starts, or with `later` what it may load on demand besides. */
  const loaded = (of: 'at once' | 'later') =>
    own.map(([name, spec]) => {
      const atOnce = loadedBy(name, metafile.outputs, ['import-statement']);
      const files = loadedBy(name, metafile.outputs).filter(
        (file) => of === 'at once' || !atOnce.includes(file),
      );
      return {
        name,
        spec,
        outputs: (of === 'at once' ? atOnce : files).flatMap((file) => metafile.outputs[file] ?? []),
      };
    });

  it('of API functions stay within 530 KB, SDK and all', () => {
    const weights = loaded('at once')
      .filter(({ spec: { on } }) => 'route' in on)
      .map(({ name, outputs }) => ({ name, bytes: outputs.reduce((sum, { bytes }) => sum + bytes, 0) }));
    expect(weights.filter(({ bytes }) => bytes > 530_000)).toEqual([]);
  });

  it('hold only the AWS clients that the function may use', () => {
    const clients = loaded('at once').map(({ name, outputs }) => [name, clientsIn(outputs)]);
    const wanted = own.map(([name, { may }]) => [name, clientsOf(may)]);
    expect(Object.fromEntries(clients)).toEqual(Object.fromEntries(wanted));
  });

  it('load the clients for long copies, for what is parked and for the read-only switch only when they are needed', () => {
    const later = loaded('later').flatMap(({ name, outputs }) =>
      clientsIn(outputs).map((client) => [name, client]),
    );
    const wanted = own
      .filter(([, { may }]) => may.some(isOfCopies) && !clientsOf(may).includes('s3'))
      .map(([name]) => [name, 's3']);
    expect(Object.fromEntries(later)).toMatchObject({
      ...Object.fromEntries(wanted),
      'outbox/relay': 'sqs',
    });
    expect(new Set(later.map(([, client]) => client))).toEqual(new Set(['dynamodb', 's3', 'sqs']));
    // Wrappers look whether the newsroom is read-only, but of no route that only reads.
    const alone = own.filter(([, { may }]) => may.length === 0).map(([name]) => name);
    expect(later.flatMap(([name, client]) => (client === 'dynamodb' ? [name] : []))).toEqual(alone);
  });

  it('hold keys without what these say of themselves', () => {
    const weights = Object.values(metafile.outputs).flatMap(
      ({ inputs }) => inputs['shared/keys.ts']?.bytesInOutput ?? [],
    );
    expect(weights.length).toBeGreaterThan(0);
    expect(Math.max(...weights)).toBeLessThan(3_400);
  });

  it('leave out what their row calls native, and nothing else', () => {
    const left = loaded('at once').map(({ name, outputs }) => [
      name,
      [
        ...importsIn(outputs).flatMap(({ path, external }) =>
          external && !/^(node:|\.)/.test(path) ? [path] : [],
        ),
        ...outputs.flatMap(({ inputs }) => Object.keys(inputs)).flatMap(packagesResolvedIn),
      ],
    ]);
    const wanted = own.map(([name, { native = [] }]) => [name, native]);
    expect(Object.fromEntries(left)).toEqual(Object.fromEntries(wanted));
  });

  it('import Node’s modules in no way that makes all they have', () => {
    const paths = importsIn(Object.values(metafile.outputs)).map(({ path }) => path);
    expect(paths.filter((path) => isBuiltin(path))).toEqual([]);
  });

  it('need every shared file', () => {
    const used = new Set(Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)));
    const beside = /^shared\/(bangla|ads\/pick|site\/(browser|pages|view|fixed-pages))/;
    const typesOnly = (file: string) => !/^export (const|function|async|class)/m.test(read(file));
    expect(
      filesIn('shared').filter((file) => !used.has(file) && !beside.test(file) && !typesOnly(file)),
    ).toEqual([]);
  });
});

type Output = Metafile['outputs'][string];

/** Packages of which a file is read at run time, by a source file: `import.meta.resolve('@scope/name/a-file')`. */
const packagesResolvedIn = (file: string) =>
  file.startsWith('shared/')
    ? [...read(file).matchAll(/import\.meta\.resolve\(\s*'((?:@[\w-]+\/)?[\w-]+)/g)].map(([, name]) => name)
    : [];

const importsIn = (outputs: readonly Output[]) => outputs.flatMap(({ imports }) => imports);

const clientsIn = (outputs: readonly Output[]) => {
  const inputs = outputs.flatMap((output) => Object.keys(output.inputs));
  return [...new Set(inputs.flatMap((input) => /@aws-sdk\/client-([\w-]+)/.exec(input)?.[1] ?? []))].sort();
};

const isOfCopies = (grant: string) => grant === 'read copies' || grant === 'write copies';

/** What a function's own bundle holds; long copies, and the queue of what is parked, are reached by a bundle beside it. */
const clientsOf = (may: readonly Grant[]) =>
  [
    ...new Set(
      may
        .filter((grant) => !isOfCopies(grant) && grant !== 'park facts')
        // Of copy in work, pictures are signed when it has some.
        .filter((grant) => grant !== 'read renditions' || !may.some(isOfCopies))
        .flatMap((grant) => grants[grant].rights.flatMap(({ actions }) => actions))
        .map((action) => (action.startsWith('ses:') ? 'sesv2' : action.replace(/:.*/, ''))),
    ),
  ].sort();
