import { describe, expect, it } from 'vitest';
import { Block } from '../../shared/articles/body.ts';
import { embedAt, frameOf, frameOrigins, hrefOf } from '../../shared/articles/embed-at.ts';
import { blocksOfMarkdown } from '../../shared/articles/markdown.ts';

const youtube = { kind: 'embed', provider: 'youtube', id: 'dQw4w9WgXcQ' };

describe('what can be played', () => {
  it.each([
    [
      'https://youtu.be/dQw4w9WgXcQ',
      'wide',
      'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0',
    ],
    ['https://vimeo.com/123456789', 'wide', 'https://player.vimeo.com/video/123456789?autoplay=1&dnt=1'],
    [
      'https://www.facebook.com/khobor/videos/1234567890/',
      'wide',
      'https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D1234567890&show_text=false&autoplay=true',
    ],
    [
      'https://www.tiktok.com/@kho.bor/video/7123456789012345678',
      'tall',
      'https://www.tiktok.com/player/v1/7123456789012345678?autoplay=1',
    ],
    [
      'https://soundcloud.com/khobor/padma',
      'sound',
      'https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fkhobor%2Fpadma&auto_play=true',
    ],
  ])('is at its provider’s frame: %s', (address, shape, src) => {
    const embed = embedAt(address);
    expect(embed && frameOf(embed)).toEqual({ shape, src });
    expect(frameOrigins()).toContain(new URL(src).origin);
  });

  it.each([
    'https://x.com/khobor/status/1234567890',
    'https://www.instagram.com/p/Cabcdef/',
    'https://www.facebook.com/khobor/posts/1234567890',
    'https://fb.watch/abcdefgh/',
    'https://vm.tiktok.com/ZMabcdefg/',
  ])('is no post, and no address that hides what it leads to: %s', (address) => {
    const embed = embedAt(address);
    expect(embed).toBeDefined();
    expect(embed && frameOf(embed)).toBeUndefined();
  });
});

describe('an embed', () => {
  it.each([
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://youtu.be/dQw4w9WgXcQ',
    '<https://youtu.be/dQw4w9WgXcQ>',
    'http://youtu.be/dQw4w9WgXcQ',
    'https://youtu.be/dQw4w9WgXcQ?si=Zk2_a&t=42',
    'https://youtube.com/watch?v=dQw4w9WgXcQ&feature=shared',
    'https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=10s',
    'https://youtube.com/shorts/dQw4w9WgXcQ?si=x',
    'https://www.youtube.com/live/dQw4w9WgXcQ?si=x',
    '<iframe width="560" src="https://www.youtube.com/embed/dQw4w9WgXcQ?si=x" title="x" allow="autoplay; web-share" allowfullscreen></iframe>',
  ])('is the address of an allowed provider’s page, alone in its paragraph: %s', (markdown) => {
    expect(blocksOfMarkdown(`আগে\n\n${markdown}\n\nপরে`)[1]).toEqual(youtube);
  });

  it.each([
    'দেখুন https://youtu.be/dQw4w9WgXcQ',
    'https://youtu.be.evil.example/dQw4w9WgXcQ',
    'https://youtu.be@evil.example/dQw4w9WgXcQ',
    'https://x@youtu.be/dQw4w9WgXcQ',
    '[ভিডিও](https://youtu.be/dQw4w9WgXcQ)',
    'https://www.tiktok.com/@x/video/1',
  ])('is nothing else: %s', (markdown) => {
    expect(blocksOfMarkdown(markdown)[0]?.kind).toBe('paragraph');
  });

  it.each([
    { ...youtube, provider: 'dailymotion' },
    { ...youtube, provider: 'tiktok', id: '@x/../video/1' },
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

  it('is the post in Facebook’s own frame', () => {
    const source = `https://www.facebook.com/plugins/video.php?height=314&href=${encodeURIComponent('https://www.facebook.com/khobor/videos/1234567890/')}&show_text=false`;
    const frame = `<iframe src="${source}" width="560" scrolling="no" allowfullscreen="true"></iframe>`;
    expect(blocksOfMarkdown(frame)).toEqual([{ kind: 'embed', provider: 'facebook', id: '1234567890' }]);
  });

  it.each([
    ['https://www.facebook.com/watch?v=1234567890', 'facebook', '1234567890'],
    ['https://www.facebook.com/watch/?v=1234567890', 'facebook', '1234567890'],
    ['https://m.facebook.com/watch/?v=1234567890&mibextid=x', 'facebook', '1234567890'],
    ['https://www.facebook.com/reel/1234567890?s=single', 'facebook', '1234567890'],
    ['https://www.facebook.com/prothomalo/videos/1234567890/', 'facebook', '1234567890'],
    ['https://www.facebook.com/share/v/1AbCdEfGh/', 'facebook', 'share/v/1AbCdEfGh'],
    ['https://fb.watch/aBc-123_xY/', 'facebook', 'aBc-123_xY'],
    ['https://twitter.com/BDnews/status/1234567890123456789?s=20', 'x', 'BDnews/status/1234567890123456789'],
    ['https://x.com/BDnews/status/1234567890123456789/photo/1', 'x', 'BDnews/status/1234567890123456789'],
    ['https://www.instagram.com/reel/CxYz_12-ab/?igsh=x', 'instagram', 'reel/CxYz_12-ab'],
    ['https://www.instagram.com/khobor.bd/p/CxYz_12-ab/', 'instagram', 'p/CxYz_12-ab'],
    [
      'https://www.tiktok.com/@khobor.bd/video/7301234567890123456?is=1',
      'tiktok',
      '@khobor.bd/video/7301234567890123456',
    ],
    ['https://vm.tiktok.com/ZMabc123/', 'tiktok', 'ZMabc123'],
    ['https://player.vimeo.com/video/123456789', 'vimeo', '123456789'],
  ])('is what a share button gives: %s', (address, provider, id) => {
    const embed = embedAt(address);
    expect(embed).toEqual({ kind: 'embed', provider, id });
    expect(Block.safeParse(embed).success).toBe(true);
    expect(embed && embedAt(hrefOf(embed))).toEqual(embed);
  });

  it('is found by what its own address says', () => {
    expect(embedAt('https://soundcloud.com/khobor/sakaler-khobor')).toEqual({
      kind: 'embed',
      provider: 'soundcloud',
      id: 'khobor/sakaler-khobor',
    });
  });
});
