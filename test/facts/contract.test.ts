import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEvent } from '../../shared/events.ts';
import { inHistory } from '../../shared/history-fact.ts';
import { findEvent } from '../../shared/stored-fact.ts';
import { type Schema, valid } from '../fuzz/from-schema.ts';
import { formsOfFacts } from './forms-of-facts.ts';

/** The facts of the version before this one; `test/facts/pin.ts` wrote them. */
const former = JSON.parse(readFileSync(new URL('former.json', import.meta.url), 'utf8')) as Record<
  string,
  Schema
>;
const today = formsOfFacts();

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);

const envelope = (type: string, data: unknown) => ({
  ...{ id: 'art_7k2m9x4q1w5p@4', type, at: '2026-11-24T06:00:00.000Z', by: 'rumana' },
  data,
});

/** Data that a writer may put into a fact of this form. */
const facts = (form: Schema & { $defs?: Record<string, Schema> }) => valid(form, form.$defs ?? {});

/** A fact with fields that no reader knows, in its data and beside it. */
const strange = (type: string, data: unknown) => ({
  ...envelope(type, { ...(data as object), mood: { of: ['the', 'day'] } }),
  trace: 'b2',
});

describe('readers of the former version', () => {
  it.each(Object.keys(former))('read today’s %s', (type) => {
    const form = today[type];
    if (!form) throw new Error(`${type} is gone: the former version’s readers still wait for it`);
    const reads = ajv.compile(former[type] ?? {});
    fc.assert(
      fc.property(facts(form), (data) => {
        expect(reads(data), ajv.errorsText(reads.errors)).toBe(true);
        expect(reads(strange(type, data).data)).toBe(true);
      }),
    );
  });
});

describe('today’s readers', () => {
  it.each(Object.entries(former))('read %s of the former version', (type, form) => {
    fc.assert(
      fc.property(facts(form), (data) => {
        expect(parseEvent(envelope(type, data)).type).toBe(type);
      }),
    );
  });

  it.each(Object.entries(today))(
    'read %s with fields of the next version, and leave those out',
    (type, form) => {
      fc.assert(
        fc.property(facts(form), (data) => {
          expect(findEvent(strange(type, data))).toEqual(parseEvent(envelope(type, data)));
        }),
      );
    },
  );

  it('leave a type of the next version, and still show it to whoever looks back', () => {
    const next = envelope('article.translated', { articleId: 'art_1', into: 'en' });
    expect(findEvent(next)).toBeUndefined();
    expect(inHistory(next)).toEqual({ ...next, from: 3, version: 4 });
  });

  it.each(['toString', '__proto__', 'constructor'])('know no type by the name of %s', (type) => {
    expect(findEvent(envelope(type, {}))).toBeUndefined();
  });

  it.each([[undefined], [null], ['a text'], [{}], [{ type: 7 }], [{ type: 'article.released' }]])(
    'refuse %j, which is no fact',
    (raw) => {
      expect(() => findEvent(raw)).toThrow();
      expect(inHistory(raw)).toBeUndefined();
    },
  );
});
