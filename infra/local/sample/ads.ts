import { readFileSync } from 'node:fs';
import type { Cloud } from '../cloud.ts';
import { post, upload } from './posting.ts';

type Desk = Pick<Cloud, 'url' | 'token' | 'rest'>;

/**
 * The ad of the sample newsroom: an invented university admits students. It is a house ad, so any other ad has
 * priority.
 */
const university = {
  advertiser: 'পদ্মাতীর বিশ্ববিদ্যালয়',
  flight: { from: '2026-01-01T00:00:00+06:00', until: '2036-01-01T00:00:00+06:00' },
  priority: 'house',
};
const texts = {
  alt: 'পদ্মাতীর বিশ্ববিদ্যালয়: বসন্ত সেমিস্টার ২০২৭-এ ভর্তি চলছে, মেধাবৃত্তি ৪০% পর্যন্ত',
  url: 'https://padmatir-university.example/admission',
};

/** Each creative, and the slots it is booked for. */
const creatives = {
  'admission-300x250': ['text', 'billboard'],
  'admission-970x250': ['billboard'],
  'admission-728x90': ['leaderboard'],
  'admission-320x50': ['leaderboard'],
};

/**
 * Books the sample's ads as an ad manager would: uploads a creative, waits until it is checked, books and clears it.
 */
export async function bookSample({ url, token, rest }: Desk): Promise<void> {
  const by = { authorization: `Bearer ${await token('salma', 'ad-manager')}` };
  const call = (path: string, body: object, key: string) =>
    post(`${url}${path}`, body, { ...by, 'idempotency-key': `sample-${key}`, 'if-match': '*' });
  for (const [name, slots] of Object.entries(creatives)) {
    const contentType = 'image/webp';
    const asset = await call('/api/media', { kind: 'image', contentType }, name);
    await upload(asset, new Blob([readFileSync(new URL(`creatives/${name}.webp`, import.meta.url))]));
    await rest();
    for (const slot of slots) {
      const booking = { ...university, slot, creative: { asset: asset.id, ...texts } };
      const { id } = await call('/api/line-items', booking, `${name}-${slot}`);
      await call(`/api/line-items/${id}/clear`, {}, `${name}-${slot}-clear`);
    }
  }
}
