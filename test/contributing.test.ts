import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'khobor-recipes-'));

type Block = { language: 'ts' | 'diff'; file: string; text: string };

/** The code of the document that names the file it belongs to. */
const blocks: Block[] = [
  ...readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').matchAll(
    /^```(ts|diff)\n\/\/ (\S+)\n([\s\S]*?)^```$/gm,
  ),
].map(([, language, file = '', text = '']) => ({ language: language as Block['language'], file, text }));

/** A change as the document shows it: lines with `-` go, lines with `+` come, the others say where. */
function changed(before: string, diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const kept = (sign: '+' | '-') => lines.filter((line) => line[0] !== sign).map((line) => line.slice(1));
  const [old, next] = [kept('+').join('\n'), kept('-').join('\n')];
  expect(before.split(old), `one place for:\n${diff}`).toHaveLength(2);
  return before.replace(old, () => next);
}

function apply({ language, file, text }: Block) {
  const path = join(scratch, file);
  mkdirSync(dirname(path), { recursive: true });
  if (language === 'ts') expect(existsSync(path), `${file} is new`).toBe(false);
  writeFileSync(path, language === 'ts' ? text : changed(readFileSync(path, 'utf8'), text));
}

const run = (program: string, ...args: string[]) =>
  new Promise<string>((done) => {
    const env = {
      ...process.env,
      PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
      NO_COLOR: '1',
    };
    execFile(program, args, { cwd: scratch, env, maxBuffer: 1e8 }, (failure, out, err) =>
      done(failure ? `${out}\n${err}` : ''),
    );
  });

/** What the recipes made, used as a reader of the site would. */
const usage = `
import { expect, it } from 'vitest';
import { kindsTouchedBy, rebuiltPer } from '../shared/site/kinds.ts';
import { headlines } from '../shared/site/pages/headlines.ts';

it('a kind of page is touched and rebuilt', () => {
  expect(kindsTouchedBy(['publication'])).toContain(headlines);
  expect(kindsTouchedBy(['arrangement'])).not.toContain(headlines);
  expect(rebuiltPer('paper')).toContain(headlines);
});
`;

beforeAll(() => {
  const left = /^(node_modules|dist|\.git|\.local|cdk\.out)(\/|$)/;
  cpSync(root, scratch, { recursive: true, filter: (from) => !left.test(relative(root, from)) });
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

describe('the recipes', () => {
  it('are there: a function, a step, a kind of page and a slot', () => {
    expect(blocks.map(({ file }) => file)).toEqual(
      expect.arrayContaining([
        'functions/articles/length.ts',
        'shared/articles/workflow.ts',
        'shared/site/kinds.ts',
        'shared/ads/slots.ts',
      ]),
    );
  });

  it('apply to the code as it is', () => {
    for (const block of blocks) apply(block);
    writeFileSync(join(scratch, 'test/recipes.test.ts'), usage);
  });

  it('make what the type checker takes', async () => {
    expect(await run('tsc')).toBe('');
  });

  it('leave nothing to write by hand: one command writes what is generated', async () => {
    expect(await run('npm', 'run', 'docs')).toBe('');
    const routes = readFileSync(join(scratch, 'docs/routes.md'), 'utf8');
    expect(routes).toContain('POST /api/articles/{id}/recall');
    expect(routes).toContain('/length');
    expect(readFileSync(join(scratch, 'test/infra/functions.txt'), 'utf8')).toContain('articles/recall');
  });

  it('keep to the architecture, and their tests pass', async () => {
    const tests = ['architecture', 'recipes', 'articles/workflow', 'ads/slots', 'openapi'];
    expect(await run('vitest', 'run', ...tests.map((name) => `test/${name}.test.ts`))).toBe('');
  });
});
