import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { editorChunks } from './an-editor.ts';

describe('the editor’s chunk', () => {
  it('is at most 80 KB as a browser fetches it; lint comes once somebody has stopped typing', async () => {
    const { files, metafile } = await editorChunks();
    const { imports = [] } = metafile.outputs['editor.js'] ?? {};
    const atOnce = imports.flatMap(({ kind, path }) => (kind === 'import-statement' ? [path] : []));
    const fetched = ['editor.js', ...atOnce].flatMap((path) => files.get(path.split('/').at(-1) ?? '') ?? []);
    expect(fetched.length).toBe(atOnce.length + 1);
    const bytes = fetched.reduce((sum, { contents }) => sum + brotliCompressSync(contents).length, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(80_000);
  });

  it('holds no library of schemas, which compiles code that the desk’s policy forbids', async () => {
    const { metafile } = await editorChunks();
    const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
    expect(inputs.filter((file) => file.includes('node_modules/zod/'))).toEqual([]);
  });
});
