import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { maxPayload } from '../../infra/local/lambda/lambda.ts';
import { answer } from '../../shared/lambda/answer.ts';
import { chance } from '../simulation/chance.ts';

/** Letters without any order, which no compression makes much smaller. */
function noise(length: number) {
  const next = chance(length);
  return Buffer.from(Array.from({ length }, () => 33 + Math.floor(next() * 90))).toString('latin1');
}

it('an answer is sent as it is, compressed, or refused with words: never more than Lambda takes', () => {
  const small = answer({ html: 'ক'.repeat(1000) }, {});
  expect(small.isBase64Encoded).toBeUndefined();
  const long = answer({ html: 'খবর '.repeat(2_000_000) }, {});
  expect(JSON.parse(gunzipSync(Buffer.from(String(long.body), 'base64')).toString()).html).toHaveLength(
    8_000_000,
  );
  const largest = answer({ html: noise(5_000_000) }, {});
  expect(Buffer.byteLength(JSON.stringify(largest))).toBeLessThanOrEqual(maxPayload);
  expect(() => answer({ html: noise(8_000_000) }, {})).toThrow(
    expect.objectContaining({ code: 'too-large' }),
  );
});
