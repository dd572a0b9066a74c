import { describe, expect, it } from 'vitest';
import { inWork } from '../../../infra/local/sample/in-work.ts';
import { stories } from '../../../infra/local/sample/stories.ts';
import { Content } from '../../../shared/articles/content.ts';
import { Filing } from '../../../shared/articles/filing.ts';
import { lint } from '../../../shared/articles/lint/lint.ts';
import { RuleName, Warning } from '../../../shared/articles/lint/warning.ts';
import { lengthOf } from '../../../shared/clean-text.ts';
import { someContent } from '../an-article.ts';

const at = '2024-11-02T06:00:00Z';
const paragraphs = (...texts: string[]) =>
  someContent({ body: texts.map((text) => ({ kind: 'paragraph', spans: [{ text }] })) });

const clean = [
  'রাজশাহীর চরখিদিরপুরে শুক্রবার (১ নভেম্বর) ভোরে পদ্মার ভাঙনে ১৭টি পরিবার ঘর হারিয়েছে। উপজেলা নির্বাহী কর্মকর্তা মো. আনিছুর রহমান বলেন, ‘তালিকা হচ্ছে। দু’দিনের মধ্যে সবাই টিন আর চাল পাবেন।’ গত বছর একই সময়ে ভেঙেছিল ৪২টি ঘর।',
  'World Bank ও Asian Development Bank মিলে দেবে ১,২৫০ কোটি টাকা। প্রকল্পের নাম “Char Livelihood 2”, মেয়াদ ৩০ জুন ২০২৭ পর্যন্ত। বিস্তারিত আছে https://char.example/projects/2024 ঠিকানায়; যোগাযোগ info24@char.example।',
  'শনিবার, ২ নভেম্বর ২০২৪ (১৭ই কার্তিক, ১৪৩১ বঙ্গাব্দ) সকাল ১০:৩০ মিনিটে মেলা শুরু হয়। ধীরে ধীরে ভিড় বাড়ে; বড় বড় ট্রাকে আসে ফুলকপি, কেজি ২৫-৩০ টাকা। সঙ্গে সঙ্গে বিকিয়ে যায় সব।',
  '‘পদ্মার ঢেউ’ নাটকের শিল্পীরা জানান, COVID-19 মহামারির পর এই প্রথম তাঁরা মঞ্চে উঠছেন। নির্দেশক শ্যামল দাস (৬২) বলেন, ‘মা বলতেন, “নদীর কাছে মিথ্যা বলিস না।” কথাটা ভুলিনি।’',
  'জরিপে অংশ নেন ২,৩৪০ জন; ৫৮.৬ শতাংশ নারী। ১৯৭১ সালের ২৫ মার্চ, বৃহস্পতিবার রাতের স্মৃতি বলেছেন ১১ জন। র‍্যাবের সাবেক কর্মকর্তা এম. এ. হালিম বলেন, এটি ’৭১-এর দলিল।',
  'দলটি ৩-১ গোলে জেতে। অধিনায়ক হুই’র কথায়, ‘প্রথমার্ধে পাঁচশ’ দর্শক ছিল, পরে হাজার ছাড়ায়।’ কোচ Maria González হেসে বলেন, “Très bien!” কেন জিতলেন? উত্তর এল, পরিশ্রম!',
];

describe('copy lint', () => {
  it.each(clean)('has nothing to say of ordinary prose: %s', (text) =>
    expect(lint(Content.parse(paragraphs(text)), at)).toEqual([]),
  );

  it('has nothing to say of clean prose together, or of the sample newsroom', async () => {
    expect(lint(Content.parse(paragraphs(...clean)), at)).toEqual([]);
    for (const { content } of [...stories, ...inWork])
      expect(lint(Content.parse(await Filing.parseAsync(content)), at)).toEqual([]);
  });

  it('warns in reading order, by pointer, in code points, and changes nothing', () => {
    const content = Content.parse({
      ...someContent(),
      shoulder: '😀 নদী ভাঙছে।।',
      headline: '‘নদী ভাঙছে',
      bylines: ['রুমানা', 'কামাল)'],
      standfirst: 'মোট ২০24 জন',
      body: [
        { kind: 'heading', level: 2, spans: [{ text: 'ঘর যাচ্ছে ।' }] },
        {
          kind: 'list',
          ordered: false,
          items: [[{ text: 'এক' }], [{ text: '😀' }, { text: '😀এবং এবং দুই' }]],
        },
        { kind: 'quote', paragraphs: [[{ text: 'শেষ।তারপর' }]], cite: '(কামাল' },
        { kind: 'table', head: [[{ text: 'ক৷' }]], rows: [[[], [{ text: 'খ৷' }]]] },
      ],
      tags: ['†Kv‡bv'],
    });
    const before = structuredClone(content);
    const warnings = lint(content, at);
    expect(content).toEqual(before);
    expect(
      warnings.map(({ rule, pointer, offset, length, excerpt }) => [rule, pointer, offset, length, excerpt]),
    ).toEqual([
      ['double-danda', '/shoulder', 11, 2, '।।'],
      ['unbalanced-quotes', '/headline', 0, 1, '‘'],
      ['mixed-digits', '/standfirst', 4, 4, '২০24'],
      ['unbalanced-quotes', '/bylines/1', 5, 1, ')'],
      ['space-before-danda', '/body/0/spans/0/text', 9, 2, ' ।'],
      ['repeated-word', '/body/1/items/1/1/text', 1, 7, 'এবং এবং'],
      ['space-after-danda', '/body/2/paragraphs/0/0/text', 0, 9, 'শেষ।তারপর'],
      ['unbalanced-quotes', '/body/2/cite', 0, 1, '('],
      ['lookalike', '/body/3/head/0/0/text', 1, 1, '৷'],
      ['lookalike', '/body/3/rows/0/1/0/text', 1, 1, '৷'],
      ['bijoy', '/tags/0', 0, 6, '†Kv‡bv'],
    ]);
    expect(Warning.array().parse(warnings)).toEqual(warnings);
  });

  it('reads over the ends of runs, and counts to the end of the one where it begins', () => {
    const spans = [
      { text: 'ঝড় ' },
      { text: 'শনিবার', marks: ['strong' as const] },
      { text: ' (১ নভেম্বর ২০২৪)' },
    ];
    const [warning] = lint(Content.parse(someContent({ body: [{ kind: 'paragraph', spans }] })), at);
    expect(warning).toMatchObject({
      rule: 'weekday-date',
      pointer: '/body/0/spans/1/text',
      excerpt: 'শনিবার',
    });
    expect(warning?.length).toBe(lengthOf('শনিবার'));
  });

  it('says what it says of the last paragraph when that closes a quote never opened', () => {
    const warnings = lint(paragraphs('তিনি বলেন, ‘আসব।’', 'আলোচনা চলবে বলে জানান তিনি।’'), at);
    expect(warnings.map(({ rule, pointer, excerpt }) => [rule, pointer, excerpt])).toEqual([
      ['unbalanced-quotes', '/body/1/spans/0/text', '’'],
    ]);
  });

  it('keeps its answer short however much there is to say', () => {
    const warnings = lint(paragraphs('‘ '.repeat(10_000), '।'.repeat(10_000)), at);
    expect(warnings).toHaveLength(51);
    expect(warnings.at(-1)).toMatchObject({ rule: 'double-danda', length: 10_000, excerpt: '।'.repeat(80) });
  });

  it.each([
    ['opening quotes', '‘'],
    ['closing quotes', '’'],
    ['all quotes', '‘“«(”'],
    ['brackets around quotes', '("'],
    ['digits', '১'],
    ['digits of both scripts', '১1 '],
    ['dandas', '।'],
    ['dandas apart', '। '],
    ['spaces', ' '],
    ['letters', 'ক'],
    ['one word', 'নদী '],
    ['weekdays and dates', 'শনিবার, ১ নভেম্বর, ১ কার্তিক '],
    ['days without a month', '১২ ১৯৯৯ সালের '],
    ['Latin words', 'A1- '],
    ['Bijoy signs', 'K‡'],
  ])('comes to an end on 2 MB of %s', (_, hostile) => {
    // 720,000 letters of Bengali are 2 MB; a rule that takes the square of that takes hours.
    const warnings = lint(paragraphs(hostile.repeat(720_000 / hostile.length)), at);
    expect(warnings.length).toBeLessThanOrEqual(50 * RuleName.options.length);
  });
});
