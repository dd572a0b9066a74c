import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ACloud, aCloud } from '../../../a-cloud.ts';
import { anArticleFile, aTerminal, type Ended } from '../a-terminal.ts';

const desk = aTerminal();
let cloud: ACloud;
let rumana: (...args: string[]) => Promise<Ended>;
let kamal: typeof rumana;
let parveen: typeof rumana;

beforeAll(async () => {
  cloud = await aCloud();
  const seat = async (name: string, ...roles: string[]) => {
    const token = await cloud.token(name, ...roles);
    return (...args: string[]) => desk.run({ url: cloud.url, token }, args);
  };
  rumana = await seat('rumana', 'reporter');
  kamal = await seat('kamal', 'editor');
  parveen = await seat('parveen', 'publisher');
});
afterAll(async () => {
  await cloud.close();
  rmSync(desk.folder, { recursive: true });
});

const record = ({ code, out, err }: Ended) => {
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as {
    id: string;
    state: string;
    version: number;
    headline: string;
    revision: number;
  };
};
const refused = ({ code, out, err }: Ended) => {
  expect([code, out]).toEqual([1, '']);
  return JSON.parse(err) as { code: string; detail: string; errors: { pointer: string; detail: string }[] };
};
const submitted = async (fields: Record<string, string> = {}, body?: string) => {
  desk.write('a.md', anArticleFile(fields, body));
  return record(await rumana('submit', 'a.md', '--json')).id;
};
const published = async (fields: Record<string, string> = {}) => {
  const id = await submitted(fields);
  record(await kamal('approve', id, '--json'));
  await cloud.rest();
  return id;
};
const show = async (id: string) => record(await kamal('show', id, '--json'));

describe('a story', () => {
  it('goes from a file to readers, is corrected and withdrawn, by commands alone', async () => {
    desk.write('story.md', anArticleFile({ bylines: '[রুমানা হক]', headline: 'পদ্মার চরে নতুন স্কুল' }));
    const filed = await rumana('submit', 'story.md', '--save-id');
    expect([filed.code, filed.err]).toEqual([0, '']);
    const id = /art_\w+/.exec(filed.out)?.[0] ?? '';
    expect(filed.out).toBe(`পদ্মার চরে নতুন স্কুল\n${id} · submitted · version 2 · national\n`);
    expect(desk.read('story.md')).toContain(`---\nid: ${id}\nsection: national\n`);

    const waiting = await kamal('lists');
    expect(waiting.out).toMatch(new RegExp(`^To approve\n${id}  .+ পদ্মার চরে নতুন স্কুল — rumana\n$`));
    expect((await kamal('lists', 'national', 'submitted')).out).toContain(id);

    const approved = await kamal('approve', id);
    expect(approved.out).toContain(`${cloud.url}/national/${id}`);
    await cloud.rest();
    expect((await cloud.page(`/national/${id}`)).text).toContain('<strong>শিশুরা</strong>');

    desk.write('story.md', desk.read('story.md').replace('নতুন স্কুল', 'প্রথম স্কুল'));
    const corrected = await rumana('correct', id, 'story.md', '--note', 'শিরোনাম সংশোধন', '--json');
    expect(record(corrected)).toMatchObject({ state: 'submitted', revision: 2 });
    expect((await kamal('diff', id)).out).toContain('পদ্মার চরে [-নতুন-]{+প্রথম+} স্কুল');
    record(await kamal('approve', id, '--json'));
    await cloud.rest();
    expect((await cloud.page(`/national/${id}`)).text).toContain('শিরোনাম সংশোধন');

    expect((await parveen('retract', id, '--reason', 'তথ্য ভুল', '--yes')).out).toContain(`${id} · retracted`);
    await cloud.rest();
    expect((await cloud.page(`/national/${id}`)).text).toContain('তথ্য ভুল');
    const { out } = await kamal('history', id);
    expect(out.split('\n').map((line) => line.split(/\s{2,}/)[3])).toEqual([
      'created',
      'submitted',
      'approved',
      'released',
      'published',
      'correction-opened: শিরোনাম সংশোধন',
      'edited',
      'submitted',
      'approved',
      'released',
      'published',
      'retracted: তথ্য ভুল',
      undefined,
    ]);
    expect((await kamal('activity')).out).toContain(`${id}  `);
  });

  it('is killed only with a word for it where nobody can be asked', async () => {
    const id = await published();
    expect(refused(await parveen('kill', id, '--reason', 'আইন', '--json')).code).toBe('usage');
    expect((await show(id)).state).toBe('published');
    expect(record(await parveen('kill', id, '--reason', 'আইন', '--yes', '--json')).state).toBe('killed');
    expect((await kamal('show', id)).out).toMatch(/^\(withheld\)\n/);
  });
});

describe('a withdrawal', () => {
  it.each(['retract', 'unpublish', 'kill'] as const)(
    '%s is held off by nobody who saves meanwhile',
    async (step) => {
      const id = await published();
      const { invoke } = cloud.lambda;
      let saves = 0;
      cloud.lambda.invoke = async (name, event) => {
        if (name === `articles/${step}` && saves === 0) {
          saves++;
          record(await kamal('weigh', id, 'large', '--json'));
        }
        return invoke(name, event);
      };
      const reason = step === 'unpublish' ? ['--note', 'তাড়াহুড়া'] : ['--reason', 'আইন'];
      const ended = await parveen(step, id, ...reason, '--yes', '--json');
      cloud.lambda.invoke = invoke;
      expect(saves).toBe(1);
      expect(record(ended).state).toBe(
        { retract: 'retracted', unpublish: 'unpublished', kill: 'killed' }[step],
      );
    },
  );

  it('is refused where somebody names the version that they mean', async () => {
    const id = await published();
    const { version } = await show(id);
    record(await kamal('weigh', id, 'large', '--json'));
    const named = ['--if-version', String(version), '--yes', '--json'];
    expect(refused(await parveen('retract', id, '--reason', 'আইন', ...named)).code).toBe('stale');
  });
});

describe('a file', () => {
  it('with a byte order mark and CRLF is filed as it reads, and keeps both', async () => {
    desk.write('windows.md', `\uFEFF${anArticleFile({ tags: '[চর, শিক্ষা]' }).replaceAll('\n', '\r\n')}`);
    const { id } = record(await rumana('submit', 'windows.md', '--draft', '--save-id', '--json'));
    expect(await show(id)).toMatchObject({
      state: 'draft',
      headline: 'চরের স্কুলে প্রথম ঘণ্টা',
      tags: ['চর', 'শিক্ষা'],
      body: [{ spans: [{ text: 'চরের ' }, { marks: ['strong'] }, {}] }],
    });
    expect(desk.read('windows.md')).toMatch(
      new RegExp(`^\uFEFF---\r\nid: ${id}\r\nsection: national\r\n[\\s\\S]*\r\n$`),
    );
    expect(desk.read('windows.md')).not.toMatch(/[^\r]\n/);
  });

  it('with its id is edited and submitted, not filed twice', async () => {
    const id = await submitted();
    desk.write('again.md', anArticleFile({ id, headline: 'দ্বিতীয় ঘণ্টা' }));
    expect(record(await rumana('submit', 'again.md', '--json'))).toMatchObject({
      id,
      version: 4,
      state: 'submitted',
    });
    expect((await kamal('diff', id, 'v3', '--from', 'v1')).out).toContain('{+দ্বিতীয়+}'.normalize('NFC'));
    expect(record(await kamal('restore', id, 'v1', '--json')).headline).toBe('চরের স্কুলে প্রথম ঘণ্টা');
  });

  it('comes back from an article as it can be filed again', async () => {
    const id = await submitted({
      shoulder: '"২০২৬: শেষ"',
      source: 'বাসস',
      standfirst: '2026',
      slug: 'বাজেট: ২০২৬',
      alert: 'section',
    });
    const before = await show(id);
    desk.write('back.md', (await kamal('show', id, '--file')).out);
    const edited = await rumana('edit', id, 'back.md', '--json');
    const { copyHash } = record(edited) as unknown as { copyHash: string };
    expect(copyHash).toBe((before as unknown as { copyHash: string }).copyHash);
  });

  it('that somebody else saved since is replaced, with a remark', async () => {
    const id = await submitted();
    desk.write('mine.md', anArticleFile({ id, headline: 'আমার' }));
    record(await kamal('edit', id, 'mine.md', '--json'));
    const { code, err } = await rumana('submit', 'mine.md');
    expect([code, err]).toEqual([0, expect.stringMatching(/^This replaces the copy that kamal saved, /)]);
  });

  it('that cannot be filed is refused with every field at once, and nothing is sent', async () => {
    const before = (await kamal('activity', '--json')).out;
    desk.write('bad.md', '---\nheadlin: x\nsection: nowhere\nbylines:\n  - {a: b}\nalert: loud\n---\n\n');
    const { errors } = refused(await rumana('submit', 'bad.md', '--json'));
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/alert',
      '/body',
      '/bylines/0',
      '/headlin',
      '/headline',
      '/section',
    ]);
    expect(errors.find(({ pointer }) => pointer === '/section')?.detail).toMatch(/\(line 3\)$/);
    expect(errors.find(({ pointer }) => pointer === '/headline')?.detail).toBe('is missing');
    expect((await kamal('activity', '--json')).out).toBe(before);
  });

  it.each([
    ['without front matter', 'চরের শিশুরা', /has no front matter/],
    ['whose YAML is broken', '---\ntags: [ক\n---\nক', /line \d: .+quotes/],
    ['whose value YAML would cut', '---\nsection: law #১\n---\nক', /line 2: "#১" would be lost/],
    ['with a field twice', '---\nsection: law\nsection: sport\n---\nক', /line 3: /],
    ['not in UTF-8', Buffer.from('---\nheadline: \xe9\n---\nk', 'latin1'), /not in UTF-8/],
  ])('%s is refused in a sentence', async (_which, text, message) => {
    desk.write('wrong.md', text);
    const { code, err } = await rumana('submit', 'wrong.md');
    expect([code, err]).toEqual([1, expect.stringMatching(message)]);
    expect(err.split('\n')).toHaveLength(2);
  });
});

describe('approving', () => {
  it('one’s own copy is refused', async () => {
    const both = { url: cloud.url, token: await cloud.token('anwar', 'reporter', 'editor') };
    desk.write('own.md', anArticleFile());
    const { id } = record(await desk.run(both, ['submit', 'own.md', '--json']));
    expect(refused(await desk.run(both, ['approve', id, '--json'])).code).toBe('own-copy');
    const { err } = await desk.run(both, ['approve', id]);
    expect(err).toMatch(/^khobor: Nobody approves their own copy\n {2}anwar wrote /);
  });

  it('a version that is no longer there is refused', async () => {
    const id = await submitted();
    expect(refused(await kamal('approve', id, '--if-version', '1', '--json')).code).toBe('stale');
    expect((await show(id)).version).toBe(2);
  });

  it('from an instant on the newsroom’s clocks is an embargo, that can be moved and lifted', async () => {
    const id = await submitted();
    const approved = await kamal('approve', id, '--publish-at', '২০৯৯-০১-০১ ০৬:০০', '--json');
    expect(record(approved)).toMatchObject({ state: 'approved', publishAt: '2099-01-01T00:00:00.000Z' });
    const moved = await kamal('publish-at', id, '2099-02-01T06:00:00+06:00');
    expect(moved.err).toBe('The embargo was 2099-01-01 06:00 and is 2099-02-01 06:00 now.\n');
    expect(moved.out).toContain('goes out 2099-02-01 06:00');
    expect(record(await kamal('unschedule', id, '--json')).state).toBe('submitted');
    expect(record(await kamal('publish-at', id, '2099-03-01 06:00', '--json')).state).toBe('approved');
    expect(record(await kamal('return', id, '--note', 'না', '--json')).state).toBe('draft');
    expect(record(await rumana('submit', id, '--json')).state).toBe('submitted');
    expect(record(await kamal('spike', id, '--yes', '--json')).state).toBe('spiked');
  });

  it('moves no embargo that its author could not set again', async () => {
    const both = { url: cloud.url, token: await cloud.token('anwar', 'reporter', 'editor') };
    desk.write('own.md', anArticleFile());
    const { id } = record(await desk.run(both, ['submit', 'own.md', '--json']));
    record(await kamal('approve', id, '--publish-at', '2099-01-01 06:00', '--json'));
    const { code } = refused(await desk.run(both, ['publish-at', id, '2099-02-01 06:00', '--json']));
    expect([code, (await show(id)).state]).toEqual(['own-copy', 'approved']);
  });

  it('keeps the wanted times through an edit, and goes out now in one step', async () => {
    const id = await submitted();
    const times = ['--publish-at', '2099-01-01 06:00', '--expire-at', '2099-02-01 06:00'];
    record(await kamal('approve', id, ...times, '--json'));
    desk.write('again.md', anArticleFile({ id, headline: 'বানান ঠিক' }));
    const edited = await rumana('submit', 'again.md');
    expect(edited.out).toContain('is wanted for 2099-01-01 06:00\nis wanted until 2099-02-01 06:00\n');
    expect((await kamal('approve', id)).out).toContain('goes out 2099-01-01 06:00');
    expect((await kamal('publish-now', id)).out).toMatch(/· released ·[\s\S]+until 2099-02-01 06:00/);
    await cloud.rest();
    const lifted = await kamal('expire-at', id, 'never');
    expect([lifted.code, lifted.out.includes('until')]).toEqual([0, false]);
    expect((await kamal('approve', id, '--now', '--publish-at', '2099-01-01 06:00')).code).toBe(1);
  });

  it.each(['2020-01-01 06:00', '2099-02-30 06:00', 'tomorrow', '2099-01-01T06:00:00'])(
    'at %s is not sent',
    async (instant) => {
      expect(refused(await kamal('publish-at', 'art_000000000000', instant, '--json')).code).toBe('usage');
    },
  );
});

describe('undoing', () => {
  it('goes by commands: a spike, a publication, a retraction; each asks, or needs a word for it', async () => {
    const [copy, out] = [await submitted(), await published()];
    for (const [who, ...words] of [
      [kamal, 'spike', copy],
      [kamal, 'unpublish', out],
      [parveen, 'retract', out, '--reason', 'ভুল'],
    ] as const)
      expect(refused(await who(...words, '--json')).code, words[0]).toBe('usage');
    expect([(await show(copy)).state, (await show(out)).state]).toEqual(['submitted', 'published']);
    record(await kamal('spike', copy, '--yes', '--json'));
    expect(record(await kamal('unspike', copy, '--json')).state).toBe('submitted');
    expect(record(await kamal('unpublish', out, '--yes', '--json')).state).toBe('unpublished');
    record(await kamal('reinstate', out, '--reason', 'সময় হয়েছে', '--json'));
    await cloud.rest();
    record(await parveen('retract', out, '--reason', 'ভুল', '--yes', '--json'));
    await cloud.rest();
    expect(refused(await kamal('reinstate', out, '--reason', 'ঠিক ছিল', '--json')).code).toBe('forbidden');
    expect((await parveen('reinstate', out, '--reason', 'ঠিক ছিল')).out).toContain('released');
    await cloud.rest();
    expect((await cloud.page(`/national/${out}`)).status).toBe(200);
    expect((await kamal('history', out)).out).toMatch(/retracted: ভুল\n[\s\S]+ reinstated: ঠিক ছিল\n/);
  });
});

describe('a change of what readers have', () => {
  it('is a correction or an update, as the editor says, and its note is reworded', async () => {
    const id = await published();
    desk.write('story.md', anArticleFile({ headline: 'আরও জানা গেল', alert: 'breaking' }));
    expect(record(await rumana('update', id, 'story.md', '--json'))).toMatchObject({
      state: 'submitted',
      revision: 2,
    });
    expect((await kamal('reword', id, '--note', 'নাম ভুল ছিল')).out).toContain(
      'correction by rumana: নাম ভুল ছিল',
    );
    expect((await kamal('reword', id, '--update')).out).toContain('update by rumana');
    expect((await kamal('reword', id)).code).toBe(1);
    const mitu = await cloud.token('mitu', 'editor');
    const asMitu = (...args: string[]) => desk.run({ url: cloud.url, token: mitu }, args);
    const asked = await asMitu('approve', id);
    expect([asked.code, asked.err]).toEqual([1, expect.stringContaining('Send true to alert readers now')]);
    expect(record(await asMitu('approve', id, '--no-alert', '--json')).state).toBe('released');
    await cloud.rest();
    const { text } = await cloud.page(`/national/${id}`);
    expect(text).toContain('হালনাগাদ');
    expect(text).not.toContain('id="corrections"');
    expect((await kamal('history', id)).out).toMatch(/update-opened[\s\S]+without its alert/);
  });
});

describe('working together', () => {
  it('goes by comments that are resolved, and by assignment', async () => {
    const id = await submitted();
    expect((await kamal('comments', id)).out).toBe('Nobody has commented\n');
    expect((await kamal('comment', id, 'সংখ্যাটি মিলিয়ে দেখুন')).out).toMatch(/^3 {2}.+ {2}kamal: সংখ্যাটি/);
    expect((await show(id)) as object).toMatchObject({ openComments: 1 });
    expect((await rumana('resolve', id, '3')).out).toMatch(/\(resolved by rumana\)\n$/);
    const selim = await cloud.someone('selim', 'reporter');
    await selim.put('/api/people/me', {});
    expect((await kamal('assign', id, 'selim')).out).toContain('assigned to selim');
    expect((await kamal('assign', id, 'nobody')).out).not.toContain('assigned');
    const { out } = await rumana('lists', 'mine');
    expect(out).toContain(`${id}  submitted `);
    expect((await rumana('lists', 'mine', 'draft')).code).toBe(1);
    expect((await rumana('find', `https://old.example/national/${id}`)).out).toContain(id);
  });

  it('brings an article of an archive to its day', async () => {
    const id = await submitted();
    expect((await parveen('backdate', id, '1998-05-04 09:30')).out).toContain(
      'first published 1998-05-04 09:30',
    );
    record(await kamal('approve', id, '--json'));
    await cloud.rest();
    expect((await cloud.page('/archive/1998-05-04')).text).toContain(id);
  });
});

describe('looking', () => {
  it('takes an article’s id or the address of its page', async () => {
    const id = await published({ headline: 'ঠিকানায় খোঁজা' });
    const { out } = await rumana('show', `${cloud.url}/national/${id}?x=1`);
    expect(out).toMatch(/^ঠিকানায় খোঁজা\n[\s\S]*\n\nচরের \*\*শিশুরা\*\* আজ স্কুলে গেছে।\n$/);
    expect((await rumana('show', 'national')).code).toBe(1);
  });

  it('shows what lint found, and a link to the preview', async () => {
    const id = await submitted({}, 'তিনি বলেন, ‘আমরা প্রস্তুত।');
    expect((await kamal('lint', id)).out).toMatch(/^! body 1: “‘” /);
    const { out } = await kamal('preview', id);
    expect((await fetch(out.trim())).status).toBe(200);
    expect((await kamal('preview', id, '--end')).out).toBe('Links that have ended: 1\n');
    expect((await fetch(out.trim())).status).toBe(410);
  });

  it('answers in JSON whatever is asked', async () => {
    const id = await submitted();
    const commands = [
      ['lists'],
      ['lists', 'national', 'submitted', '--all'],
      ['show', id],
      ['history', id],
      ['diff', id],
      ['lint', id],
      ['preview', id],
      ['activity'],
      ['whoami'],
      ['help'],
      ['help', 'submit'],
    ];
    for (const command of commands) {
      const { code, out } = await kamal(...command, '--json');
      expect(code, command.join(' ')).toBe(0);
      expect(() => JSON.parse(out), command.join(' ')).not.toThrow();
    }
  });
});
