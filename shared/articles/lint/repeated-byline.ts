import { fold } from '../../bangla/fold.ts';
import type { Content } from '../content.ts';
import type { Found } from './found.ts';
import type { Passage } from './passages.ts';

/** A name that is in the bylines twice, or a tag in the tags: spellings that look alike are one. */
export const repeatedByline = (
  passages: readonly Passage[],
  _at: string,
  { bylines, tags }: Pick<Content, 'bylines' | 'tags'>,
): Found[][] =>
  passages.map(({ runs: [run], text }) => {
    const [, field, at] = /^\/(bylines|tags)\/(\d+)$/.exec(run?.pointer ?? '') ?? [];
    const names = field === 'bylines' ? bylines : field === 'tags' ? tags : [];
    const isBefore = names.slice(0, Number(at)).some((name) => same(name) === same(text));
    return isBefore ? [{ index: 0, length: text.length, detail: 'This name is here twice.' }] : [];
  });

const same = (name: string) => fold(name).replace(/\s+/g, ' ').trim();
