import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as esbuild, type Metafile, type OutputFile, type Plugin, type StdinOptions } from 'esbuild';
import { newsroom } from '../../shared/newsroom.ts';
import { type FunctionName, fileOf, functions } from '../topology.ts';
import { iconFiles } from './icon-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder of everything that is built. */
export const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** The file of a function in the build. What it shares with others, or loads on demand, lies in `chunks/` beside it. */
export const bundleOf = (name: FunctionName) => `${dist}/functions/${fileOf(name)}.mjs`;

export type Built = {
  /** Paths of assets on the site, by the setting that carries them. */
  assets: Record<
    | 'STYLE_PATH'
    | 'SUBSCRIPTION_SCRIPT_PATH'
    | 'READING_SCRIPT_PATH'
    | 'ONWARD_SCRIPT_PATH'
    | 'SIGN_UP_SCRIPT_PATH'
    | 'DISPLAY_SCRIPT_PATH'
    | 'ADS_SCRIPT_PATH'
    | 'API_DOCS_STYLE_PATH'
    | 'API_DOCS_SCRIPT_PATH',
    string
  >;
  metafile: Metafile;
};

/**
 * Builds each function as `dist/functions/<name>.mjs`, and the site's assets and fixed pages, in `dist/site/…`. What
 * several functions need is built once, as chunks they import: that takes a second instead of seven. Lambda and the
 * embedded cloud run the same files.
 */
export async function build(): Promise<Built> {
  const [metafile, assets] = await Promise.all([
    buildFunctions(),
    buildAssets(),
    buildForDeploys('shared/site/fixed-pages.ts', 'fixed-pages'),
    buildDesk(),
  ]);
  return { metafile, assets };
}

const isChunk = ({ path }: OutputFile) => basename(dirname(path)) === 'chunks';

async function buildFunctions(): Promise<Metafile> {
  const files = [...new Set(functions.map(([name]) => fileOf(name)))];
  const { metafile, outputFiles } = await esbuild({
    absWorkingDir: root,
    entryPoints: files.map((file) => ({ in: `functions/${file}.ts`, out: file })),
    outdir: 'dist/functions',
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    mainFields: ['module', 'main'],
    external: functions.flatMap(([, { native = [] }]) => native),
    plugins: [builtins, environmentCredentials, usedSchemas, keysAlone],
    logLevel: 'warning',
    // Bengali as it is, a half of what it takes in escapes.
    charset: 'utf8',
    write: false,
  });
  // Chunks come first, so that a function which starts meanwhile finds those it imports.
  const chunks = outputFiles.filter(isChunk);
  await place(chunks);
  await place(outputFiles.filter((file) => !isChunk(file)));
  const names = chunks.map(({ path }) => basename(path));
  await removeStale('dist/functions/chunks', names, hour);
  await writeFile(`${dist}/functions.json`, JSON.stringify(metafile.outputs));
  return metafile;
}

/** Builds the contracts of all routes as a module: `contracts` by function, and the `z` they are made with. */
export async function buildContracts(): Promise<string> {
  const routes = functions.filter(([, { on }]) => 'route' in on);
  const lines = routes.flatMap(([name], i) => [
    `import { handler as h${i} } from './functions/${fileOf(name)}.ts';`,
  ]);
  const table = routes.map(([name], i) => `'${name}': h${i}.contract`).join(', ');
  const contents = `${lines.join('\n')}\nexport * as z from 'zod';\nexport const contracts = { ${table} };`;
  await buildForDeploys({ contents, resolveDir: root, loader: 'ts' }, 'contracts');
  return `${dist}/contracts.mjs`;
}

/** Builds code that runs during a build or deploy, not in a function: fixed pages, contracts. */
async function buildForDeploys(source: string | StdinOptions, name: string) {
  const { outputFiles } = await esbuild({
    absWorkingDir: root,
    ...(typeof source === 'string' ? { entryPoints: [source] } : { stdin: source }),
    outfile: `dist/${name}.mjs`,
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
    // Bengali as it is, a half of what it takes in escapes.
    charset: 'utf8',
    write: false,
  });
  await place(outputFiles);
}

/**
 * An ESM import of a module of Node makes all its exports, also those that Node makes only when asked: `node:http` loads
 * undici then, `node:crypto` WebCrypto, `node:fs` and `node:stream` all streams. `process.getBuiltinModule` makes none.
 */
const builtins: Plugin = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    const names = builtinModules.join('|').replaceAll('/', '\\/');
    onResolve({ filter: new RegExp(`^(node:)?(${names})$`) }, ({ path }) => ({
      path: path.replace('node:', ''),
      namespace: 'builtin',
    }));
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }));
  },
};

/**
 * Lambda passes credentials in the environment. The SDK's default chain also includes clients for SSO, STS, instance
 * metadata and profiles: 110 KB that no function ever runs.
 */
const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup({ onResolve }) {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({
      path: `${root}infra/build/environment-credentials.ts`,
    }));
  },
};

/**
 * A client has the schemas of all its operations in one module, as arrays with computed keys, which no bundler dares to
 * drop. Marked as pure, those of unused operations are dropped: 55 KB of the S3 client.
 */
const usedSchemas: Plugin = {
  name: 'used-schemas',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[\\/]client-.+[\\/]schemas_0\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(
        /^((?:export )?(?:var|const) [\w$]+ = )(\[.*?\]);$/gms,
        '$1/* @__PURE__ */ (() => $2)();',
      ),
    }));
  },
};

/** What keys say of themselves is for `docs/table.md`: 4 KB that no function reads. */
const keysAlone: Plugin = {
  name: 'keys-alone',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]shared[\\/]keys\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/, \{\s*holds:(?:'[^']*'|[^'}])*\}\)/g, ', {})'),
      loader: 'ts',
    }));
  },
};

/** Builds the stylesheets with their fonts and icons and the browser's scripts, with a hash in each name, and the fixed pages. */
async function buildAssets(): Promise<Built['assets']> {
  const { metafile, outputFiles } = await esbuild({
    absWorkingDir: root,
    entryPoints: [
      { in: 'shared/site/style.css', out: 'style' },
      { in: 'shared/site/browser/subscription.ts', out: 'subscription' },
      { in: 'shared/site/browser/reading.ts', out: 'reading' },
      { in: 'shared/site/browser/onward.ts', out: 'onward' },
      { in: 'shared/site/browser/sign-up.ts', out: 'sign-up' },
      { in: 'shared/site/browser/ads.ts', out: 'ads' },
      { in: 'shared/site/browser/display.ts', out: 'display' },
      { in: 'infra/docs/api-docs.css', out: 'api-docs' },
      { in: 'infra/docs/api-docs.ts', out: 'api-docs' },
    ],
    outdir: 'dist/site/assets',
    entryNames: '[name].[hash]',
    assetNames: '[name].[hash]',
    loader: { '.woff2': 'file' },
    plugins: [iconFiles],
    publicPath: '/assets',
    bundle: true,
    minify: true,
    metafile: true,
    target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
    logLevel: 'warning',
    write: false,
  });
  await place(outputFiles);
  const outputs = Object.keys(metafile.outputs).map((path) => basename(path));
  const named = (name: RegExp) => `/assets/${outputs.find((output) => name.test(output))}`;
  await removeStale('dist/site/assets', outputs, 0);
  return {
    STYLE_PATH: named(/^style\./),
    SUBSCRIPTION_SCRIPT_PATH: named(/^subscription\./),
    READING_SCRIPT_PATH: named(/^reading\./),
    ONWARD_SCRIPT_PATH: named(/^onward\./),
    SIGN_UP_SCRIPT_PATH: named(/^sign-up\./),
    ADS_SCRIPT_PATH: named(/^ads\./),
    DISPLAY_SCRIPT_PATH: named(/^display\./),
    API_DOCS_STYLE_PATH: named(/^api-docs\..+css$/),
    API_DOCS_SCRIPT_PATH: named(/^api-docs\..+js$/),
  };
}

/**
 * Builds the web desk as `dist/desk/`: a page, and the files that it loads, with a hash in each name. What a screen needs
 * alone is loaded with it.
 */
async function buildDesk() {
  const { metafile, outputFiles } = await esbuild({
    absWorkingDir: root,
    entryPoints: [
      { in: 'desk/web/desk.tsx', out: 'desk' },
      { in: 'desk/web/desk.css', out: 'desk' },
    ],
    outdir: 'dist/desk/assets',
    entryNames: '[name].[hash]',
    chunkNames: '[name].[hash]',
    assetNames: '[name].[hash]',
    loader: { '.woff2': 'file' },
    publicPath: '/desk/assets',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    metafile: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
    plugins: [unusedSchemas],
    logLevel: 'warning',
    charset: 'utf8',
    write: false,
  });
  await place(outputFiles);
  const outputs = Object.keys(metafile.outputs).map((path) => basename(path));
  const named = (name: RegExp) => outputs.find((output) => name.test(output)) ?? '';
  const script = named(/^desk\..+js$/);
  const contents = deskPage(script, named(/^desk\..+css$/), loadedWith(script, metafile));
  await place([{ path: `${dist}/desk/index.html`, contents: Buffer.from(contents) }]);
  await writeFile(`${dist}/desk.json`, JSON.stringify(metafile.outputs));
  await removeStale('dist/desk/assets', outputs, 0);
}

/** The files that a script of the desk loads at once, and those that these load. */
function loadedWith(script: string, { outputs }: Metafile): string[] {
  const found = new Set([`dist/desk/assets/${script}`]);
  // A set also goes through what is added to it on the way.
  for (const one of found)
    for (const { path, kind } of outputs[one]?.imports ?? [])
      if (kind === 'import-statement') found.add(path);
  return [...found].slice(1).map((path) => basename(path));
}

/**
 * The one page of the desk. Its script draws everything else. What that asks for first is named here: on a slow line a file
 * that is found in another comes a whole way later.
 */
const deskPage = (script: string, style: string, chunks: readonly string[]) => `<!doctype html>
<html lang="bn">
<head>
<meta charset="utf-8">
<title>ডেস্ক | ${newsroom.name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/desk/assets/${style}">
<script type="module" src="/desk/assets/${script}"></script>
${chunks.map((chunk) => `<link rel="modulepreload" href="/desk/assets/${chunk}">\n`).join('')}<link rel="preload" href="/desk/settings.json" as="fetch" crossorigin>
</head>
<body><div id="desk"></div><noscript>ডেস্কের জন্য JavaScript লাগে।</noscript></body>
</html>
`;

/**
 * The desk reads the workflow, words and dates of records, not their schemas: a bundler keeps those, and with them zod, since
 * it cannot know that making one has no effect.
 */
export const unusedSchemas: Plugin = {
  name: 'unused-schemas',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]shared[\\/].+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(
        /^((?:export )?const \w+ = )((?:z\n? *\.|cleaned\(|[A-Z]\w+\.(?:extend|overwrite)\().*?);$/gms,
        '$1/* @__PURE__ */ (() => $2)();',
      ),
      loader: path.endsWith('.tsx') ? 'tsx' : 'ts',
    }));
  },
};

/** Writes changed files, each atomically by a rename: another process may be reading them. */
async function place(files: readonly Pick<OutputFile, 'path' | 'contents'>[]) {
  for (const { path, contents } of files) {
    const before = await readFile(path).catch(() => undefined);
    if (before?.equals(contents)) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.${process.pid}`, contents);
    await rename(`${path}.${process.pid}`, path);
  }
}

/** The name of a file that another build is writing. */
const isBeingWritten = /\.\d+$/;

const hour = 3_600_000;

/**
 * Removes files of earlier builds that are older than `age` (milliseconds): a newsroom that runs may still load its
 * chunks. The bucket keeps assets for pages that link to them, the build folder does not.
 */
async function removeStale(folder: string, kept: readonly string[], age: number) {
  await mkdir(`${root}/${folder}`, { recursive: true });
  const others = (await readdir(`${root}/${folder}`)).filter(
    (file) => !kept.includes(file) && !isBeingWritten.test(file),
  );
  for (const file of others) {
    const path = `${root}/${folder}/${file}`;
    const there = await stat(path).catch(() => undefined);
    if (there && Date.now() - there.mtimeMs >= age) await rm(path, { force: true });
  }
}

if (import.meta.main) {
  const { metafile } = await build();
  for (const [file, { bytes }] of Object.entries(metafile.outputs))
    if (file.endsWith('.mjs')) console.log(`${String(Math.round(bytes / 1000)).padStart(5)} KB  ${file}`);
}
