import { describe, expect, it } from 'vitest';
import { Block } from '../../shared/articles/body.ts';
import { embedAt } from '../../shared/articles/embed.ts';
import { blocksOfMarkdown } from '../../shared/articles/markdown.ts';

const youtube = { kind: 'embed', provider: 'youtube', id: 'dQw4w9WgXcQ' };

describe('an embed', () => {
  it.each([
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://youtu.be/dQw4w9WgXcQ',
    '<https://youtu.be/dQw4w9WgXcQ>',
  ])('is the address of an allowed provider’s page, alone in its paragraph: %s', (markdown) => {
    expect(blocksOfMarkdown(`আগে\n\n${markdown}\n\nপরে`)[1]).toEqual(youtube);
  });

  it.each([
    'দেখুন https://youtu.be/dQw4w9WgXcQ',
    'https://youtu.be.evil.example/dQw4w9WgXcQ',
    'http://youtu.be/dQw4w9WgXcQ',
    'https://youtu.be/dQw4w9WgXcQ?x=1',
    '[ভিডিও](https://youtu.be/dQw4w9WgXcQ)',
    'https://www.tiktok.com/@x/video/1',
  ])('is nothing else: %s', (markdown) => {
    expect(blocksOfMarkdown(markdown)[0]?.kind).toBe('paragraph');
  });

  it.each([
    { ...youtube, provider: 'tiktok' },
    { ...youtube, id: 'short' },
    { ...youtube, id: 'javascript:' },
    { ...youtube, id: '" onload="x' },
    { provider: 'soundcloud', kind: 'embed', id: '../../x' },
    { ...youtube, provider: 'constructor' },
    { ...youtube, html: '<b>' },
  ])('is refused as %j', (block) => {
    expect(Block.safeParse(block).success).toBe(false);
    expect(Block.safeParse(youtube).success).toBe(true);
  });

  it('is found by what its own address says', () => {
    expect(embedAt('https://soundcloud.com/khobor/sakaler-khobor')).toEqual({
      kind: 'embed',
      provider: 'soundcloud',
      id: 'khobor/sakaler-khobor',
    });
  });
});
