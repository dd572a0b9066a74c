import type { Metafile } from 'esbuild';
import { loadedBy } from '../build/lambda-folders.ts';
import { fileOf, functions } from '../topology.ts';
import { generatedHeader } from './generated-header.ts';

/** What each function loads when it starts, to the next 5 KB. */
export function bundlesPage({ outputs }: Metafile): string {
  const rows = functions
    .filter(([name]) => fileOf(name) === name)
    .map(([name]) => {
      const files = loadedBy(name, outputs, ['import-statement']);
      const bytes = files.reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
      return `| \`${name}\` | ${Math.ceil(bytes / 5000) * 5} | ${files.length} |`;
    });
  return `${generatedHeader}

# Bundles

What each function loads at a cold start, in KB (1000 bytes), to the next 5: minified, with the AWS clients it uses, in
its own file and the chunks it shares with others. Functions of the API are held
under 520.

| function | KB | files |
|---|---|---|
${rows.join('\n')}
`;
}
