import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inStyle, printable } from '../../../../desk/cli/terminal/say.ts';
import { aNewsroom, json } from '../a-newsroom.ts';
import { aTerminal } from '../a-terminal.ts';

/** A title for the window, a screen wiped, the same by C1, a tab stop, and text that reads the other way round. */
const hostile = 'ক\u001B]0;OWNED\u0007\u001B[2J\u009B31m\rখ\u007F\u202Eগ\u2066';
const steers = (text: string) =>
  [...text].filter((sign) => /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(sign) && !'\n\t'.includes(sign));

const at = '2026-11-25T12:00:00.000Z';
const id = 'art_000000000000';
const by = '0b8f6655-97dd-4ca2-8b18-8ae2a13e6886';
const article = {
  ...{
    id,
    state: 'submitted',
    version: 3,
    section: hostile,
    headline: hostile,
    reporter: by,
    savedBy: hostile,
  },
  ...{ savedAt: at, submittedAt: at, alert: 'none', bylines: [hostile], tags: [hostile], corrections: [] },
  ...{ revision: 1, copyVersion: 3, body: [{ kind: 'paragraph', spans: [{ text: hostile }] }], lint: [] },
};
const everything = {
  ...article,
  ...{ items: [article], toApprove: [article], toFinish: [], scheduled: [], more: {} },
  ...{ facts: [{ at, by, version: 1, type: 'article.returned', data: { note: hostile } }] },
  ...{ people: [{ id: by, name: hostile }], comments: [{ id: '1', at, by, text: hostile }] },
  ...{ from: hostile, to: hostile, fields: [{ field: hostile, parts: [{ kind: 'added', text: hostile }] }] },
};
const problem = {
  status: 409,
  title: hostile,
  detail: hostile,
  errors: [{ pointer: hostile, detail: hostile }],
};

const { run } = aTerminal();
const answered = async (args: string[], status = 200, body: object = everything, env = {}) => {
  const { url, close } = await aNewsroom([json(status, body)]);
  const ended = await run({ url, token: 'x', env }, args);
  close();
  return ended;
};

describe('what a newsroom answers', () => {
  it.each([
    [['lists']],
    [['lists', 'mine']],
    [['lists', 'national', 'submitted']],
    [['show', id]],
    [['show', id, '--file']],
    [['diff', id]],
    [['history', id]],
    [['comments', id]],
  ])('steers no terminal: %j', async (args) => {
    const { code, out, err } = await answered(args);
    expect([code, err, steers(out)]).toEqual([0, '', []]);
    // YAML has escapes of its own.
    if (args.includes('--file')) expect(out).toContain('headline: "ক\\e]0;OWNED');
    else
      expect(out).toContain(
        '<U+001B>]0;OWNED<U+0007><U+001B>[2J<U+009B>31m<U+000D>খ<U+007F><U+202E>গ<U+2066>',
      );
  });

  it('steers none by a problem, a redirect or a fault of ours either', async () => {
    const refused = await answered(['lists'], 409, problem);
    expect([refused.code, steers(refused.err)]).toEqual([1, []]);
    expect(refused.err).toContain('<U+009B>31m');
    const broken = await answered(['lists', 'mine'], 200, {
      items: [{ ...article, savedAt: hostile, state: {} }],
    });
    expect([broken.code, broken.out, steers(broken.err)]).toEqual([2, '', []]);
    expect(broken.err).toMatch(/Error: /);
  });

  it('is escaped in JSON, and reads back as it was', async () => {
    const whole = await answered(['show', id, '--json']);
    expect([steers(whole.out), JSON.parse(whole.out)]).toEqual([[], everything]);
    const refused = await answered(['lists', '--json'], 409, problem);
    expect([steers(refused.err), JSON.parse(refused.err)]).toEqual([[], problem]);
  });

  it('keeps our own colours, and none of its own', async () => {
    const { out } = await answered(['diff', id], 200, everything, { FORCE_COLOR: '1' });
    expect(out).toContain('\u001B[32mক<U+001B>]0;OWNED');
    expect(out.split(/\[\d+m/).filter((part) => part.slice(0, -1).includes('\u001B'))).toEqual([]);
    const style = (text: string) => `\u001B[1m${text}\u001B[22m`;
    expect(printable(`${inStyle('\u001B[1mখ', style)}\u001B[1m`)).toBe(
      '\u001B[1m<U+001B>[1mখ\u001B[22m<U+001B>[1m',
    );
  });

  it('leaves Bengali as it is, with its joiners, lines and tabs', () => {
    expect(printable('র‍্যাব\tবাক্‌স্বাধীনতা\n✍️')).toBe('র‍্যাব\tবাক্‌স্বাধীনতা\n✍️');
  });
});

describe('a terminal', () => {
  const folder = new URL('../../../../desk/cli/', import.meta.url);
  const writers = (text: string) => /console\.|\b(?:stdout|stderr|stream)\.write\(/.test(text);

  it('is written to in one place, and by prompts and progress', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const found = files.filter((file) => writers(readFileSync(new URL(file, folder), 'utf8'))).sort();
    expect(found).toEqual(['terminal/progress.ts', 'terminal/prompt.ts', 'terminal/say.ts']);
  });
});
