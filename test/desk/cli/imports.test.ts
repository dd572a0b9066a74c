import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const files = readdirSync(new URL('desk/cli', root), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `desk/cli/${file}`);

/** Its own files, Node, the libraries it has in common with the API, and pure code: types, schemas, Markdown. */
const mayImport =
  /^(node:|yaml$|zod$|cognito-srp-helper$|desk\/cli\/|shared\/(?!aws\/|lambda\/|.+-store\.ts$))/;

const forbidden = (source: string, file: string) =>
  [...source.matchAll(/(?:from|import\() ?'([^']+)'/g)]
    .map(([, to = '']) => (to.startsWith('.') ? posix.join(posix.dirname(file), to) : to))
    .filter((to) => !mayImport.test(to));

describe('the command line', () => {
  it.each(files)('imports nothing that only the API or the cloud may: %s', (file) => {
    expect(forbidden(readFileSync(new URL(file, root), 'utf8'), file)).toEqual([]);
  });

  it('would be caught at importing a store, an AWS client, or infra', () => {
    const source = ['../../shared/articles/article-store.ts', '@aws-sdk/client-s3', '../../infra/topology.ts']
      .map((to) => `import { x } from '${to}';`)
      .join('\n');
    expect(forbidden(source, 'desk/cli/x.ts')).toHaveLength(3);
  });
});
