import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClock } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lambda, maxPayload, openLambda } from '../../infra/local/lambda/lambda.ts';
import { inEvents } from '../../infra/local/source.ts';

let folder: string;
let lambda: Lambda;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'khobor-lambda-'));
  const bundle = join(folder, 'echo.mjs');
  writeFileSync(bundle, "export const handler = async ({ size }) => 'x'.repeat(size);");
  lambda = openLambda([{ name: 'echo', bundle, environment: {}, timeout: 1800 }], {
    clock: openClock(),
    log: () => {},
    maxIdle: 1,
  });
});
afterAll(async () => {
  await lambda.close();
  rmSync(folder, { recursive: true });
});

const outcome = (event: object) =>
  lambda.invoke('echo', event).then(
    (answer) => String(answer).length,
    (error) => error.errorType,
  );

describe('a function', () => {
  it('answers six megabytes as JSON and no more', async () => {
    const quotes = 2;
    expect(await outcome({ size: maxPayload - quotes })).toBe(maxPayload - quotes);
    expect(await outcome({ size: maxPayload - quotes + 1 })).toBe('Function.ResponseSizeTooLarge');
  });

  it('is called with six megabytes and no more', async () => {
    const around = JSON.stringify({ size: 1, text: '' }).length;
    expect(await outcome({ size: 1, text: 'x'.repeat(maxPayload - around) })).toBe(1);
    expect(await outcome({ size: 1, text: 'x'.repeat(maxPayload - around + 1) })).toBe(
      'RequestTooLargeException',
    );
    // Bengali is three bytes a letter.
    expect(await outcome({ size: 1, text: 'খ'.repeat(maxPayload / 2) })).toBe('RequestTooLargeException');
  });
});

describe('records', () => {
  it('come in as many events as they need, in order, each within the limit', () => {
    const records = Array.from({ length: 40 }, (_, n) => ({ n, body: 'খ'.repeat((n % 7) * 50_000) }));
    const events = inEvents(records);
    expect(events.flat()).toEqual(records);
    for (const Records of events)
      expect(Buffer.byteLength(JSON.stringify({ Records }))).toBeLessThanOrEqual(maxPayload);
    expect(events.length).toBeLessThan(6);
    expect(inEvents([])).toEqual([]);
  });
});
