import { basename, dirname } from 'node:path';
import type { Metafile } from 'esbuild';
import { written } from './written.ts';

/** The weight of each function's bundle, to the next 5 KB. */
export function bundlesPage({ outputs }: Metafile): string {
  const rows = Object.entries(outputs)
    .filter(([file]) => basename(file) === 'index.mjs')
    .map(
      ([file, { bytes }]) =>
        `| \`${dirname(file).replace('dist/functions/', '')}\` | ${Math.ceil(bytes / 5000) * 5} |`,
    );
  return `${written}

# Bundles

What each function loads at a cold start, in KB (1000 bytes), to the next 5: minified, with the AWS clients it uses.
Functions of the API are held under 480.

| function | KB |
|---|---|
${rows.join('\n')}
`;
}
