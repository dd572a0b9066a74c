import { describe, expect, it } from 'vitest';
import { type Block, plainText } from '../../shared/articles/body.ts';
import { alterationsIn, Filing } from '../../shared/articles/filing.ts';
import { copyOf } from '../../shared/articles/markdown.ts';
import { fieldProblemsOf, wordsOf } from '../../shared/field-problems.ts';

const paragraph = (text: string): Block => ({ kind: 'paragraph', spans: [{ text }] });
const list = (...items: string[]): Block => ({
  kind: 'list',
  ordered: false,
  items: items.map((text) => [{ text }]),
});
const numbered = (start: number, ...items: string[]): Block =>
  ({
    ...list(...items),
    ordered: true,
    ...(start === 1 ? {} : { start }),
  }) as Block;

describe('copy as people write it', () => {
  it.each<[string, string, Block[]]>([
    ['a line end is a line break', 'ক\nখ\nগ', [paragraph('ক\nখ\nগ')]],
    ['an empty line ends a paragraph', 'ক\n\nখ', [paragraph('ক'), paragraph('খ')]],
    ['two spaces at an end are nothing', 'ক  \nখ', [paragraph('ক\nখ')]],
    [
      'indented wire copy is text',
      '    "We are here\n    and there."',
      [paragraph('"We are here\nand there."')],
    ],
    ['a tab before it as well', '\tঢাকা থেকে', [paragraph('ঢাকা থেকে')]],
    ['a line under text makes no heading', 'ক\n---\nখ', [paragraph('ক'), paragraph('খ')]],
    ['neither do equals signs', 'ক\n===', [paragraph('ক\n===')]],
    ['code fences are signs', '```\nক\n```', [paragraph('```\nক\n```')]],
    ['a countdown keeps its numbers', '5. ক\n4. খ\n3. গ', [paragraph('5. ক\n4. খ\n3. গ')]],
    ['numbers all alike as well', '1. ক\n1. খ', [paragraph('1. ক\n1. খ')]],
    ['a list that goes on', '3. ক\n4. খ', [numbered(3, 'ক', 'খ')]],
    ['a year is no number of a list', '1971. যুদ্ধের বছর।', [paragraph('1971. যুদ্ধের বছর।')]],
    ['neither are two years', '1971. ক\n1972. খ', [paragraph('1971. ক\n1972. খ')]],
    ['a number alone on its line stays', '1.\n2. ক', [paragraph('1.\n2. ক')]],
    ['also between paragraphs', '1.\nক\n2.\nখ', [paragraph('1.'), paragraph('ক\n2.'), paragraph('খ')]],
    ['one with a zero before it', '007. জেমস বন্ড', [paragraph('007. জেমস বন্ড')]],
    ['a plus before a number', '+ 880 1711', [paragraph('+ 880 1711')]],
    ['a sum in brackets', '(৫+৩)*২*(৪)', [paragraph('(৫+৩)*২*(৪)')]],
    [
      'a bracket after strong text',
      '**WHO**(বিশ্ব স্বাস্থ্য সংস্থা)',
      [
        {
          kind: 'paragraph',
          spans: [{ text: 'WHO', marks: ['strong'] }, { text: '(বিশ্ব স্বাস্থ্য সংস্থা)' }],
        },
      ],
    ],
    ['a sum of letters', '2x*3y*4', [paragraph('2x*3y*4')]],
    ['codes that are dialled', '*৭৭৭*পিন# ও *121*5#', [paragraph('*৭৭৭*পিন# ও *121*5#')]],
    ['an address with signs', 'https://x.com/_rahim_/a*b*c', [paragraph('https://x.com/_rahim_/a*b*c')]],
    [
      'words in angle brackets',
      'ঠিকানা <address withheld> ও <main road>',
      [paragraph('ঠিকানা <address withheld> ও <main road>')],
    ],
    [
      'two definitions of one name',
      '[ভিডিও]: https://a.example\n[ভিডিও]: https://b.example',
      [paragraph('[ভিডিও]: https://a.example\n[ভিডিও]: https://b.example')],
    ],
    [
      'a source after a number',
      'খরচ ১২০০[1] টাকা\n\n[1]: https://a.example',
      [
        {
          kind: 'paragraph',
          spans: [{ text: 'খরচ ১২০০' }, { text: '[1]', link: 'https://a.example' }, { text: ' টাকা' }],
        },
      ],
    ],
    ['an index', 'log<sub>10</sub>100 ও H<sub>2</sub>O', [paragraph('log_(10)100 ও H_(2)O')]],
    ['an ordinal', '21<sup>st</sup> শতক', [paragraph('21st শতক')]],
    ['a declaration', '<!DOCTYPE html> ক <?xml ?>', [paragraph('<!DOCTYPE html> ক <?xml ?>')]],
    ['a comment without an end', 'ক <!-- খ', [paragraph('ক <!-- খ')]],
    ['stars between digits are signs', '৫*৩*২ = ৩০', [paragraph('৫*৩*২ = ৩০')]],
    ['so are Latin ones', '2**3**2', [paragraph('2**3**2')]],
    ['a list in a list keeps its lines', '- ক\n  - খ\n  - গ\n- ঘ', [list('ক\n– খ\n– গ', 'ঘ')]],
    ['numbers in a list as well', '- ক\n  7. খ', [list('ক\n7. খ')]],
    ['bullets of Word', '•\tক\n•\tখ\no\tগ\n•\tঘ', [list('ক', 'খ\n– গ', 'ঘ')]],
    ['bullets of its fonts', '\uF0B7\tক\n\uF0B7\tখ', [list('ক', 'খ')]],
    ['numbers of Word', '1)\tক\n2)\tখ', [numbered(1, 'ক', 'খ')]],
    ['Bengali numbers are text', '১. ক\n২. খ', [paragraph('১. ক\n২. খ')]],
    ['text right after a list is not in it', '- ক\n- খ\nপরে', [list('ক', 'খ'), paragraph('পরে')]],
    [
      'text right after a quote is not in it',
      '> ক\nপরে',
      [{ kind: 'quote', paragraphs: [[{ text: 'ক' }]] }, paragraph('পরে')],
    ],
    [
      'a list in a quote keeps its lines',
      '> - ক\n> - খ',
      [{ kind: 'quote', paragraphs: [[{ text: '– ক' }], [{ text: '– খ' }]] }],
    ],
    ['a footnote is text', 'ক[^1]\n\n[^1]: পাদটীকা', [paragraph('ক[^1]'), paragraph('[^1]: পাদটীকা')]],
    ['a source list is text', '[1]: https://bbs.gov.bd', [paragraph('[1]: https://bbs.gov.bd')]],
    ['paragraphs of HTML', '<p>ক</p><p>খ</p>', [paragraph('ক'), paragraph('খ')]],
    [
      'marks before a suffix',
      '*“প্রথম আলো”*র খবর, **(ঢাকা)**য়',
      [
        {
          kind: 'paragraph',
          spans: [
            { text: '“প্রথম আলো”', marks: ['emphasis'] },
            { text: 'র খবর, ' },
            { text: '(ঢাকা)', marks: ['strong'] },
            { text: 'য়' },
          ],
        },
      ],
    ],
    ['a power in HTML stays a power', '১০<sup>২</sup> বর্গফুট', [paragraph('১০^২ বর্গফুট')]],
    ['a link without words', '[](https://a.example)', [paragraph('https://a.example')]],
    ['breaks of HTML', 'ক<br/>খ<br>গ', [paragraph('ক\nখ\nগ')]],
    ['looks of HTML', '<span style="color:red">ক</span><o:p></o:p>', [paragraph('ক')]],
    ['what is no HTML', 'ক <নাম> খ < গ', [paragraph('ক <নাম> খ < গ')]],
    [
      'an address on a line of its own',
      'দেখুন\nhttps://vimeo.com/123456789\nশেষ',
      [paragraph('দেখুন'), { kind: 'embed', provider: 'vimeo', id: '123456789' }, paragraph('শেষ')],
    ],
    [
      'an address written as text',
      'https&#x3A;//vimeo.com/123456789',
      [paragraph('https://vimeo.com/123456789')],
    ],
    [
      'a link to an office that has no https',
      '[ক](http://a.gov.bd)',
      [{ kind: 'paragraph', spans: [{ text: 'ক', link: 'http://a.gov.bd' }] }],
    ],
    [
      'a link in HTML',
      '<a href="tel:999">৯৯৯</a>',
      [{ kind: 'paragraph', spans: [{ text: '৯৯৯', link: 'tel:999' }] }],
    ],
    ['a page of this site', '[ক](/sport)', [{ kind: 'paragraph', spans: [{ text: 'ক', link: '/sport' }] }]],
    [
      'an address without its scheme',
      '[ক](www.bbs.gov.bd)',
      [{ kind: 'paragraph', spans: [{ text: 'ক', link: 'https://www.bbs.gov.bd' }] }],
    ],
  ])('%s', (_, markdown, blocks) => {
    expect(copyOf(markdown)).toEqual({ blocks, alterations: [] });
  });

  it.each([
    ['[ক](#x)', 'ক', 'no address that readers can follow', '[ক](#x)'],
    ['[ক](foo.html)', 'ক', 'no address', '[ক](foo.html)'],
    ['[ক](javascript:alert)', 'ক', 'no address', '[ক](javascript:alert)'],
    ['[ক][x]\n\n[x]: #y', 'ক', 'no address', undefined],
    ['[ক](https://a.example "নাম")', 'ক', 'title', 'নাম'],
    ['![ছবির কথা](x.jpg)', 'ছবির কথা', 'picture', 'ছবির কথা'],
    ['<a href="foo">ক</a>', 'ক', 'no address', '<a href="foo">'],
    ['![](x.jpg) ক', ' ক', 'A picture was left out', ''],
    ['ক <!-- গোপন --> খ', 'ক  খ', 'comment', '<!-- গোপন -->'],
    ['<!-- গোপন\n\nকথা -->\nক', 'ক', 'comment', '<!-- গোপন কথা -->'],
    ['![ছবি](x.jpg "ক্যাপশন")', 'ছবি ক্যাপশন', 'picture', 'ছবি ক্যাপশন'],
    ['ক&shy;খ', 'ক\u00ADখ', 'U+00AD', 'ক'],
  ])('%j keeps its words, and says what it loses', (markdown, text, detail, excerpt) => {
    const { blocks, alterations } = copyOf(`প্রথম\n\n${markdown}`);
    if (excerpt === undefined) {
      expect(plainText(blocks)).toContain('#y');
      return;
    }
    expect(plainText(blocks)).toBe(`প্রথম\n${text}`);
    expect(alterations).toEqual([
      { pointer: '/body', line: 3, excerpt, detail: expect.stringContaining(detail) },
    ]);
  });
});

const filing = (differences: object = {}) => ({
  section: 'national',
  headline: 'ক',
  body: 'খ',
  ...differences,
});
const filed = (differences: object) => Filing.parseAsync(filing(differences));
const refused = async (differences: object) => {
  const { error } = await Filing.safeParseAsync(filing(differences), { error: wordsOf });
  return error ? fieldProblemsOf(error) : [];
};

describe('signs that nobody sees', () => {
  it.each([
    ['\u00AD', 'U+00AD (soft hyphen)'],
    ['\u200B', 'U+200B (zero-width space)'],
    ['\u2060', 'U+2060 (word joiner)'],
    ['\uFEFF', 'U+FEFF (byte order mark)'],
    ['\u202E', 'U+202E'],
    ['\u200F', 'U+200F (right-to-left mark)'],
  ])('%j is taken out of every field, and named', async (sign, name) => {
    const text = `নতুন${sign}দিন`;
    const sent = { headline: text, bylines: [text], tags: [text], body: `প্রথম\n\n${text}` };
    const { headline, bylines, tags, body } = await filed(sent);
    expect([headline, ...bylines, ...tags, plainText(body)]).toEqual([
      'নতুনদিন',
      'নতুনদিন',
      'নতুনদিন',
      'প্রথম\nনতুনদিন',
    ]);
    const detail = `${name} after “নতুন” was removed: nobody sees it`;
    expect(await alterationsIn(filing(sent))).toEqual([
      { pointer: '/headline', excerpt: 'নতুন', detail },
      { pointer: '/bylines/0', excerpt: 'নতুন', detail },
      { pointer: '/tags/0', excerpt: 'নতুন', detail },
      { pointer: '/body', line: 3, excerpt: 'নতুন', detail },
    ]);
  });

  it.each(['র‍্যাব', 'বাক্‌স্বাধীনতা', 'উদ্‌যাপন', '👨‍👩‍👧 পরিবার'])('%s keeps what it needs', async (headline) => {
    expect((await filed({ headline })).headline).toBe(headline);
    expect(await alterationsIn(filing({ headline }))).toEqual([]);
  });

  it('white space is one space, in fields and in the text', async () => {
    const { headline, standfirst, body } = await filed({
      headline: ' ক\u00A0 \tখ\nগ ',
      standfirst: 'এক  দুই \n তিন',
      body: 'ক\u00A0\u2003খ    গ',
    });
    expect([headline, standfirst, plainText(body)]).toEqual(['ক খ গ', 'এক দুই\nতিন', 'ক খ গ']);
  });
});

describe('a refusal', () => {
  it.each<[object, string, string]>([
    [{ body: 'এক\n\nনতুন\u0007' }, '/body', 'holds U+0007 after “নতুন” on line 3: type that place again'],
    [{ headline: 'দিন\uFFFD' }, '/headline', 'holds U+FFFD after “দিন”: type that place again'],
    [{ body: `ক\n${'> '.repeat(21)}খ` }, '/body', 'nests quotes or lists more than 20 deep on line 2'],
    [{ body: `ক\n${'|a'.repeat(501)}\n${'|-'.repeat(501)}` }, '/body', 'has a line with over 500 | (line 2)'],
    [{ body: '&amp;'.repeat(20_001) }, '/body', 'has over 20,000 signs written as &…;'],
    [{ body: 'ক'.repeat(700_000) }, '/body', 'is longer than 2000000 bytes of UTF-8; split it into parts'],
    [{ section: 'cricket' }, '/section', 'must be one of: national'],
    [{ headline: undefined }, '/headline', 'is missing'],
    [{ headline: 7 }, '/headline', 'must be text'],
    [{ bylines: 'রুমানা' }, '/bylines', 'must be a list'],
    [{ tags: Array(21).fill('ক') }, '/tags', 'has more than 20'],
    [{ alert: 'all' }, '/alert', 'must be one of: none, section, breaking'],
    [{ body: 7 }, '/body', 'must be Markdown as text, or a list of blocks'],
    [{ body: [] }, '/body', 'is empty'],
    [{ body: [{ kind: 'picture' }] }, '/body/0/kind', 'has no known kind'],
    [{ source: 'বাসস' }, '/source', 'must be an object'],
    [{ headline: 'ক'.repeat(161) }, '/headline', 'is longer than 160 characters (code points)'],
    [{ headline: '\u0315\u0300'.repeat(40_000) }, '/headline', 'is longer than 160 characters (code points)'],
  ])('%# says what to do, in words of the house', async (differences, pointer, detail) => {
    const [first] = await refused(differences);
    expect(first?.pointer).toBe(pointer);
    expect(first?.detail.startsWith(detail), first?.detail).toBe(true);
  });

  it('takes line ends of Word and PDF as line ends', async () => {
    expect(plainText((await filed({ body: 'ক\fখ\vগ' })).body)).toBe('ক\nখ\nগ');
  });
});
