import { describe, expect, it } from 'vitest';
import { renditionOfHtml } from '../../shared/media/creative.ts';

const size = { width: 300, height: 250 };
const refusal = (file: Buffer | string, declared: { width?: number; height?: number } = size) => {
  const made = renditionOfHtml(Buffer.from(file), declared);
  return 'refused' in made ? made.refused : 'taken';
};

describe('an HTML creative', () => {
  it('is served as the very bytes that were sent, as UTF-8 whatever it says itself', () => {
    const file = Buffer.from('\ufeff<!DOCTYPE html><meta charset="utf-16"><p>ঈদের ছাড়');
    expect(renditionOfHtml(file, size)).toEqual({
      ...{ body: file, contentType: 'text/html; charset=utf-8', ...size },
      ...{ bytes: file.length, isAnimated: false },
    });
  });

  it('has 200 KB at most', () => {
    expect(refusal('x'.repeat(200_000))).toBe('taken');
    expect(refusal('x'.repeat(200_001))).toMatch(/201 KB; 200 KB/);
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['another encoding', Buffer.from('<p>ক', 'utf16le')],
    ['bytes that are no letter', Buffer.from([0x3c, 0x70, 0x3e, 0xff, 0xfe])],
    ['an overlong letter', Buffer.from([0x3c, 0xc0, 0xbc])],
    ['a letter that was cut', Buffer.from('<p>ক').subarray(0, -1)],
    ['an image', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')],
  ])('is text in UTF-8, not %s', (_, file) => {
    expect(refusal(file)).toMatch(/UTF-8/);
  });

  it('is as large as somebody said', () => {
    expect(refusal('<p>x', { width: 300 })).toMatch(/wide and high/);
  });
});
