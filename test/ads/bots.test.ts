import { describe, expect, it } from 'vitest';
import { isBot } from '../../shared/ads/bots.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('a machine', () => {
  it.each([
    '',
    '  ',
    '-',
    'curl/8.5.0',
    'node',
    'python-requests/2.31',
    'okhttp/4.12.0',
    'Mozilla/5.0',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    `Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) ${webkit} Chrome/129.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1)`,
    `Mozilla/5.0 ${webkit}; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)`,
    `Mozilla/5.0 (X11; Linux x86_64) ${webkit} HeadlessChrome/129.0.0.0 Safari/537.36`,
    `Mozilla/5.0 (Macintosh) ${webkit} Chrome/129.0.0.0 Safari/537.36 Chrome-Lighthouse`,
    `Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/129.0.0.0 Safari/537.36 DuckAssist`,
    'facebookexternalhit/1.1',
    'WhatsApp/2.23.20.0',
    'UptimeRobot/2.0',
    'Dalvik/2.1.0 (Linux; U; Android 13; SM-A135F Build/TP1A)',
    'KhoborReader/12 CFNetwork/1410.0.3 Darwin/22.6.0',
  ])('is %s', (userAgent) => {
    expect(isBot(userAgent)).toBe(true);
  });
});

describe('a person', () => {
  it.each([
    `Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/129.0.0.0 Mobile Safari/537.36`,
    `Mozilla/5.0 (Linux; Android 13; SM-A135F Build/TP1A; wv) ${webkit} Version/4.0 Chrome/129.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/483.0.0.53.73;]`,
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/472.0.0.38.108;FBLC/bn_IN]',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0',
    'Opera/9.80 (Android; Opera Mini/36.2.2254/191.303; U; bn) Presto/2.12.423 Version/12.16',
    `Mozilla/5.0 (Linux; U; Android 9; en-US; Redmi Note 7) ${webkit} Version/4.0 Chrome/78.0.3904.108 UCBrowser/13.4.0.1306 Mobile Safari/537.36`,
    `Mozilla/5.0 (Linux; Android 12; CUBOT_X50) ${webkit} Chrome/110.0.0.0 Mobile Safari/537.36`,
    'Mozilla/5.0 (Mobile; Nokia 8110 4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5',
  ])('reads with %s', (userAgent) => {
    expect(isBot(userAgent)).toBe(false);
  });
});
