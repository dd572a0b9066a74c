import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as esbuild, type Metafile, type OutputFile, type Plugin, type StdinOptions } from 'esbuild';
import { type FunctionName, fileOf, functions } from '../topology.ts';
import { iconFiles } from './icon-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder of everything that is built. */
export const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** The folder of a function's file: its bundle `index.mjs`, the bundles it loads on demand, and their source maps. */
export const folderOf = (name: FunctionName) => `${dist}/functions/${fileOf(name)}`;

export type Built = {
  /** Paths of assets on the site, by the setting that carries them. */
  assets: Record<
    | 'STYLE_PATH'
    | 'SUBSCRIPTION_SCRIPT_PATH'
    | 'ADS_SCRIPT_PATH'
    | 'API_DOCS_STYLE_PATH'
    | 'API_DOCS_SCRIPT_PATH',
    string
  >;
  metafile: Metafile;
};

/**
 * Builds each function once, as `dist/functions/<name>/index.mjs`, and the site's assets and fixed pages, in
 * `dist/site/…`. Lambda and the embedded cloud run the same files.
 */
export async function build(): Promise<Built> {
  const [metafile, assets] = await Promise.all([
    buildFunctions(),
    buildAssets(),
    buildForDeploys('shared/site/fixed-pages.ts', 'fixed-pages'),
  ]);
  return { metafile, assets };
}

async function buildFunctions(): Promise<Metafile> {
  const files = [...new Set(functions.map(([name]) => fileOf(name)))];
  const later = new Map<string, string>();
  const { metafile, outputFiles } = await bundle(
    files.map((file) => ({ in: `functions/${file}.ts`, out: `${file}/index` })),
    [loadedLater(later)],
  );
  await place(outputFiles);
  const beside = await Promise.all([...later].map(([name, file]) => buildBeside(name, file, metafile)));
  return {
    inputs: Object.assign({}, metafile.inputs, ...beside.map(({ inputs }) => inputs)),
    outputs: Object.assign({}, metafile.outputs, ...beside.map(({ outputs }) => outputs)),
  };
}

const bundle = (entryPoints: { in: string; out: string }[], plugins: Plugin[] = []) =>
  esbuild({
    absWorkingDir: root,
    entryPoints,
    outdir: 'dist/functions',
    outExtension: { '.js': '.mjs' },
    bundle: true,
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
    plugins: [builtinHttp, environmentCredentials, usedSchemas, ...plugins],
    banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
    logLevel: 'warning',
    write: false,
  });

/** Modules imported with `import()` become bundles of their own beside the function's, read only on demand. */
const loadedLater = (later: Map<string, string>): Plugin => ({
  name: 'loaded-later',
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\.ts$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const name = basename(path, '.ts');
      later.set(name, `${resolveDir}/${path}`);
      return { path: `./${name}.mjs`, external: true };
    });
  },
});

/** Builds a module that is loaded on demand into the folder of every function that imports it. */
async function buildBeside(name: string, file: string, { outputs }: Metafile) {
  const folders = Object.entries(outputs)
    .filter(([, { imports }]) => imports.some(({ path }) => path === `./${name}.mjs`))
    .map(([output]) => relative('dist/functions', dirname(output)));
  const { metafile, outputFiles } = await bundle(
    folders.map((folder) => ({ in: file, out: `${folder}/${name}` })),
  );
  await place(outputFiles);
  return metafile;
}

/** Builds the contracts of all routes as a module: `contracts` by function, and the `z` they are made with. */
export async function buildContracts(): Promise<string> {
  const routes = functions.filter(([, { on }]) => 'route' in on);
  const lines = routes.flatMap(([name], i) => [`import { handler as h${i} } from './functions/${name}.ts';`]);
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
    write: false,
  });
  await place(outputFiles);
}

/**
 * On Node 24 an ESM import of `node:http` loads undici as well: 41 ms of a cold start against 4 ms through
 * `process.getBuiltinModule`. The SDK's HTTP handler imports it, so the import is replaced.
 */
const builtinHttp: Plugin = {
  name: 'builtin-http',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?https?$/ }, ({ path }) => ({
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

/** Builds the stylesheets with their fonts and icons and the browser's scripts, with a hash in each name, and the fixed pages. */
async function buildAssets(): Promise<Built['assets']> {
  const { metafile, outputFiles } = await esbuild({
    absWorkingDir: root,
    entryPoints: [
      { in: 'shared/site/style.css', out: 'style' },
      { in: 'shared/site/browser/subscription.ts', out: 'subscription' },
      { in: 'shared/site/browser/ads.ts', out: 'ads' },
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
  await removeStale('dist/site/assets', outputs);
  return {
    STYLE_PATH: named(/^style\./),
    SUBSCRIPTION_SCRIPT_PATH: named(/^subscription\./),
    ADS_SCRIPT_PATH: named(/^ads\./),
    API_DOCS_STYLE_PATH: named(/^api-docs\..+css$/),
    API_DOCS_SCRIPT_PATH: named(/^api-docs\..+js$/),
  };
}

/** Writes changed files, each atomically by a rename: another process may be reading them. */
async function place(files: readonly OutputFile[]) {
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

/** Removes assets of earlier builds. The bucket keeps them for pages that link to them, the build folder does not. */
async function removeStale(folder: string, kept: readonly string[]) {
  await mkdir(`${root}/${folder}`, { recursive: true });
  const stale = (await readdir(`${root}/${folder}`)).filter(
    (file) => !kept.includes(file) && !isBeingWritten.test(file),
  );
  await Promise.all(stale.map((file) => rm(`${root}/${folder}/${file}`)));
}

if (import.meta.main) {
  const { metafile } = await build();
  for (const [file, { bytes }] of Object.entries(metafile.outputs))
    if (file.endsWith('.mjs')) console.log(`${String(Math.round(bytes / 1000)).padStart(5)} KB  ${file}`);
}
