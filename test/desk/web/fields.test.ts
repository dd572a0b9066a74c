import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Fields,
  fieldNames,
  fieldsOf,
  filingOf,
  merged,
  noFields,
  same,
} from '../../../desk/web/article/fields.ts';
import { instantOf, localOf } from '../../../desk/web/article/local-time.ts';
import type { Block } from '../../../shared/articles/body.ts';
import type { Content } from '../../../shared/articles/content.ts';

const text = fc.oneof(fc.constantFrom('', 'ক', 'নদী', 'য়', 'য়'), fc.string({ unit: 'grapheme' }));
const paragraph = (of: string): Block => ({ kind: 'paragraph', spans: [{ text: of }] });
const someFields = fc.record({
  ...Object.fromEntries(fieldNames.map((name) => [name, text])),
  lead: fc.option(fc.record({ asset: fc.constantFrom('ast_1', 'ast_2') }), { nil: undefined }),
  body: fc.array(text.map(paragraph), { maxLength: 1 }),
}) as unknown as fc.Arbitrary<Fields>;

describe('the fields of two people', () => {
  it('become one without anything lost: each field is as one of the two has it', () => {
    fc.assert(
      fc.property(someFields, someFields, someFields, (base, mine, theirs) => {
        const { fields, conflicts } = merged(base, mine, theirs);
        for (const name of fieldNames) {
          const isMine = !same(name, mine, base);
          expect(same(name, fields, isMine ? mine : theirs)).toBe(true);
          const both = isMine && !same(name, theirs, base) && !same(name, mine, theirs);
          expect(conflicts.includes(name)).toBe(both);
        }
      }),
    );
  });

  it('that differ in how a keyboard writes a letter do not differ', () => {
    const [composed, decomposed] = ['\u09df', '\u09af\u09bc'];
    const mine = { ...noFields, headline: composed };
    const stored = { ...noFields, headline: decomposed };
    expect(merged(mine, mine, stored)).toMatchObject({ fields: stored, conflicts: [] });
    expect(merged(stored, mine, { ...noFields, headline: 'অন্য' }).conflicts).toEqual([]);
  });
});

describe('what is filed', () => {
  const content: Content = {
    section: 'national',
    headline: 'শিরোনাম',
    bylines: ['রহিম উদ্দিন @rahim-uddin'],
    source: { name: 'বাংলাদেশ প্রতিদিন' },
    lead: { asset: 'ast_7k2m9x4q1w5p', alt: 'চর', credit: 'রুমানা হক' },
    body: [{ kind: 'quote', paragraphs: [[{ text: 'আমরা যাব' }]], cite: 'রহিম' }],
    tags: ['চর', 'স্কুল'],
    alert: 'none',
  };

  it('of an article that nobody touched is what it was, block for block', () => {
    const fields = fieldsOf(content);
    expect(filingOf(fields, content.source)).toEqual(content);
  });

  it('of a text that somebody changed has what the form does not show', () => {
    const body = [paragraph('নতুন')];
    const changed = { ...fieldsOf(content), body, tags: 'চর,  নদী,', standfirst: ' ' };
    expect(filingOf(changed, content.source)).toEqual({ ...content, body, tags: ['চর', 'নদী'] });
  });
});

describe('a field for a time', () => {
  it('is in the newsroom’s time, whatever the browser’s is', () => {
    expect(localOf('2026-12-16T00:30:00.000Z')).toBe('2026-12-16T06:30');
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2010-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        (date) => {
          const minute = new Date(Math.floor(date.getTime() / 60_000) * 60_000).toISOString();
          expect(instantOf(localOf(minute))).toBe(minute);
        },
      ),
    );
  });
});
