import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ADesk, aDesk } from '../journeys/a-desk.ts';
import { aBrowser } from './a-reader.ts';
import { aWriter, type Happening } from './a-writer.ts';

let desk: ADesk;
let browser: Browser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([aDesk(), aBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await desk.cloud.close();
});

/** Single things, and what people do in a row, so that a short history comes to conflicts and approvals. */
const parts: { weight: number; arbitrary: fc.Arbitrary<Happening[]> }[] = [
  {
    weight: 3,
    arbitrary: fc
      .constantFrom<Happening[]>(
        ['type at the beginning', 'type at the end', 'type a headline'],
        ['half a second', 'half a minute'],
        ['save', 'save', 'step', 'yes, void it', 'no, keep it'],
        ['others save at the beginning', 'others save in the middle', 'others save a headline'],
        ['others approve', 'lease taken'],
        ['offline', 'online', 'lose an answer', 'hold an answer', 'deliver'],
        ['signed out', 'sign in'],
        ['reload', 'tab killed'],
        ['choose mine', 'choose theirs', 'choose both'],
      )
      .chain((some) => fc.constantFrom(...some).map((one) => [one])),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Happening[]>(
      ['others approve', 'half a minute', 'type at the beginning', 'save', 'yes, void it'],
      ['type at the beginning', 'others save at the beginning', 'save'],
      ['type at the end', 'lose an answer', 'save', 'tab killed'],
      ['type a headline', 'hold an answer', 'save', 'type a headline', 'deliver'],
      ['type at the end', 'half a second', 'offline', 'save', 'tab killed'],
      ['type at the beginning', 'reload'],
      ['signed out', 'type at the beginning', 'save', 'sign in'],
    ),
  },
];
const histories = fc
  .array(fc.oneof(...parts), { minLength: 5, maxLength: 10, size: 'max' })
  .map((some) => some.flat());

/** What was lost on the way once. */
const known: Happening[][] = [
  // What both changed, in a page that is opened anew.
  ['others save a headline', 'type a headline', 'half a second', 'reload'],
];
const numRuns = Number(process.env.DESK_HISTORIES ?? 2);

describe('an article in a browser', () => {
  it('loses no character, overwrites nobody and voids no approval unasked; in the end all is saved', async () => {
    const all = { typed: 0, saves: 0, conflicts: 0, voided: 0, killed: 0, signedOut: 0 };
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        await desk.signIn();
        const writer = await aWriter(desk, browser);
        try {
          for (const what of history) {
            await writer.act(what);
            await writer.check();
          }
          await writer.settle();
          expect(writer.faults()).toEqual([]);
        } finally {
          await writer.close();
        }
        for (const name of Object.keys(all) as (keyof typeof all)[]) all[name] += writer.did[name];
      }),
      // A smaller history is not worth the minutes of finding it.
      { numRuns: numRuns + known.length, examples: known.map((one) => [one]), endOnFailure: true },
    );
    expect(all.typed).toBeGreaterThan(0);
    // Many together go through all that they are about.
    if (numRuns >= 50) expect(Math.min(...Object.values(all))).toBeGreaterThan(10);
  });
});
