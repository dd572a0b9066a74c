import { AwsError, type BulkStatus } from 'embedded-aws';
import { afterEach, describe, expect, it } from 'vitest';
import { cancelling, type Mailing, pausedByHand, resumed } from '../../shared/audience/mailing.ts';
import { readerItems } from '../../shared/audience/readers-store.ts';
import { aMailRoom, articleId } from './a-mail-room.ts';

let room: Awaited<ReturnType<typeof aMailRoom>>;
afterEach(() => room.close());

const breaking: Partial<Mailing> = {
  kind: 'breaking',
  audience: { lists: ['breaking', 'sport'], except: [] },
};
const most = () => Math.max(0, ...room.mails().values());
const subjects = () => room.aws.ses.mailbox().map(({ subject }) => subject);

describe('a mailing', () => {
  it('reaches each reader of its lists once, and ends', async () => {
    room = await aMailRoom();
    await room.readers(300, ['sport', 'breaking']);
    await room.readers(200, ['sport'], 300);
    await room.readers(100, ['breaking'], 500);
    await room.readers(50, ['law'], 600);
    await room.publish();
    const id = await room.alert(breaking);
    await room.work();
    expect([room.mails().size, most()]).toEqual([600, 1]);
    const { mailing, counts, noted } = await room.find(id);
    expect([mailing.state, counts, noted]).toEqual(['done', { sent: 600 }, { sent: 600 }]);
    expect(room.failures).toEqual([]);
  });

  it('misses nobody whose lists are longer than a batch, each in its own way', async () => {
    // Batches of two or three, so that each list of a shard takes many, and no batch is more than SES takes at once.
    room = await aMailRoom({ mail: { maxSendRate: 4 } });
    await room.readers(300, ['sport']);
    await room.readers(40, ['breaking'], 300);
    await room.readers(60, ['sport', 'breaking'], 340);
    await room.publish();
    const id = await room.alert(breaking);
    await room.work();
    for (let i = 0; i < 30 && (await room.find(id)).isOpen; i++) await room.minute();
    expect([room.mails().size, most()]).toEqual([400, 1]);
    const { counts, batches } = await room.find(id);
    expect(counts).toEqual({ sent: 400 });
    const sizes = batches.map(({ members }) => Object.values(members).flat().length);
    expect([Math.max(...sizes) <= 4, batches.length > 100]).toEqual([true, true]);
  });

  it('that is asked for twice, or whose messages come twice, reaches nobody twice', async () => {
    room = await aMailRoom();
    await room.readers(120, ['sport']);
    await room.publish();
    await room.alert();
    const id = await room.alert();
    await room.work();
    expect([room.mails().size, most()]).toEqual([120, 1]);
    expect((await room.find(id)).counts).toEqual({ sent: 120 });
  });

  it('goes on in another call before its time is over', async () => {
    room = await aMailRoom({ mail: { maxSendRate: 14 }, latency: 200, timeout: 17_000 });
    await room.readers(300, ['sport']);
    await room.publish();
    const id = await room.alert();
    let calls = 0;
    await room.work(() => calls++);
    expect([room.mails().size, most()]).toEqual([300, 1]);
    expect((await room.find(id)).counts).toEqual({ sent: 300 });
    // Sixteen shards, and a call that finds nothing.
    expect(calls).toBeGreaterThan(20);
    expect(room.failures).toEqual([]);
  });

  it('does not miss those who were there when others come into a batch that waits', async () => {
    room = await aMailRoom({ mail: { statusOf: () => 'ACCOUNT_SENDING_PAUSED' } });
    await room.readers(60, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work();
    expect((await room.find(id)).mailing.pause?.reason).toBe('account');
    await room.readers(60, ['sport'], 1_000);
    room.aws.ses.change({ statusOf: () => undefined });
    await room.minute();
    await room.minute();
    const told = [...room.mails().keys()];
    for (let n = 0; n < 60; n++) expect(told.some((to) => to.startsWith(room.idOf(n)))).toBe(true);
    expect(most()).toBe(1);
  });

  it('counts as gone who was due in a batch that waits, and left meanwhile', async () => {
    room = await aMailRoom({ mail: { statusOf: () => 'ACCOUNT_SENDING_PAUSED' } });
    await room.readers(40, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work();
    const [leaving = ''] = (await room.find(id)).batches.flatMap(({ members }) => members.due ?? []);
    await room.leave(Array.from({ length: 40 }, (_, n) => room.idOf(n)).indexOf(leaving), 'sport');
    room.aws.ses.change({ statusOf: () => undefined });
    await room.minute();
    await room.minute();
    expect([room.mails().size, (await room.find(id)).counts]).toEqual([39, { sent: 39, gone: 1 }]);
  });

  it('tells of what readers have now, not of what they had when it was asked for', async () => {
    room = await aMailRoom();
    await room.readers(200, ['sport']);
    await room.publish({ headline: 'চর ডুবছে' });
    await room.alert();
    await room.work(async (turn) => {
      if (turn === 8) await room.publish({ headline: 'চর জাগছে', revision: 2 });
    });
    const said = subjects();
    expect(said.filter((one) => one.includes('ডুবছে')).length).toBeGreaterThan(0);
    expect(said.slice(0, 50).every((one) => one.includes('জাগছে'))).toBe(true);
    expect(said).toHaveLength(200);
  });

  it('stops with the batch in which its article is withdrawn', async () => {
    let batches = 0;
    room = await aMailRoom({
      intercept: async ({ action }, pass) => {
        if (action === 'SendBulkEmail' && ++batches === 2) await room.withdraw();
        return pass();
      },
    });
    await room.readers(1_600, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work();
    expect(batches).toBe(2);
    const { mailing, counts } = await room.find(id);
    expect([mailing.state, mailing.cancelled]).toEqual(['cancelled', 'retracted']);
    const sent = room.mails().size;
    expect(counts).toEqual({ sent, cancelled: 1_600 - sent });
    await room.publish();
    for (let i = 0; i < 15; i++) await room.minute();
    expect(batches).toBe(2);
  });

  it('leaves out who left before their batch', async () => {
    room = await aMailRoom();
    await room.readers(40, ['sport']);
    await room.publish();
    const id = await room.alert();
    for (const n of [3, 7, 11]) await room.leave(n, 'sport');
    await room.work();
    expect([room.mails().size, (await room.find(id)).counts]).toEqual([37, { sent: 37 }]);
  });

  it('leaves out who has paused their mail, until the day they said', async () => {
    room = await aMailRoom();
    await room.readers(20, ['sport']);
    const until = (days: number) => new Date(room.clock.now() + days * 24 * 60 * 60_000).toISOString();
    for (const [n, pausedUntil] of [
      [3, until(7)] as const,
      [7, until(30)] as const,
      [11, until(-1)] as const,
    ])
      await room.write(
        readerItems({
          ...{ id: room.idOf(n), address: `${room.idOf(n)}@pathok.example` },
          ...{ sections: ['sport'], pausedUntil },
        } as never),
      );
    await room.publish();
    const id = await room.alert();
    await room.work();
    expect([room.mails().size, (await room.find(id)).counts]).toEqual([18, { sent: 18, away: 2 }]);
    expect(room.mails().has(`${room.idOf(3)}@pathok.example`)).toBe(false);
  });
});

describe('a reader who changes what they take while it goes out', () => {
  it('gets it once: each has one place in one chain', async () => {
    room = await aMailRoom();
    await room.readers(200, ['sport', 'breaking']);
    await room.publish();
    await room.alert(breaking);
    await room.work(async (turn) => {
      for (let n = turn; n < 200; n += 20) await room.leave(n, 'breaking');
    });
    expect([room.mails().size, most()]).toEqual([200, 1]);
  });
});

describe('a later mailing of an article', () => {
  it('that raises the alert reaches exactly those whom the first did not', async () => {
    room = await aMailRoom();
    await room.readers(150, ['sport', 'breaking']);
    await room.readers(150, ['breaking'], 150);
    await room.publish();
    const first = await room.alert();
    await room.work();
    await room.readers(50, ['sport'], 300);
    const id = await room.alert({
      ...breaking,
      id: `${first}-breaking`,
      audience: { lists: ['breaking', 'sport'], except: [first] },
    });
    await room.work();
    expect([room.mails().size, most()]).toEqual([350, 1]);
    expect((await room.find(id)).counts).toEqual({ sent: 200, had: 150 });
  });

  it('that corrects it reaches exactly those who were told the wrong, and have not left', async () => {
    room = await aMailRoom();
    await room.readers(120, ['sport']);
    await room.publish({ headline: 'চর ডুবছে' });
    const first = await room.alert();
    await room.work(async (turn) => {
      if (turn === 8) await room.publish({ headline: 'চর জাগছে', revision: 2 });
    });
    const wrong = subjects().filter((one) => one.includes('ডুবছে')).length;
    await room.readers(50, ['sport'], 200);
    await room.publish({
      revision: 2,
      corrections: [{ at: '2026-11-24T07:00:00.000Z', revision: 2, note: 'চর জাগছে।' }],
    });
    await room.leave(0, 'sport');
    const id = await room.alert({
      id: `correction-${articleId}-2`,
      kind: 'correction',
      audience: {
        lists: ['sport'],
        except: [],
        of: { mailings: [first], states: ['sent', 'unknown'], before: 2 },
      },
    });
    await room.work();
    const { counts } = await room.find(id);
    expect((counts.sent ?? 0) + (counts.gone ?? 0)).toBe(wrong);
    expect(subjects().filter((one) => one.startsWith('সংশোধন'))).toHaveLength(counts.sent ?? 0);
  });
});

/** Retracts the article, and tells those who were mailed it. */
async function retract() {
  await room.withdraw();
  return room.tell('retraction');
}

describe('a retraction that is mailed', () => {
  it('reaches exactly those who were mailed the article, by whichever alert, and have not left', async () => {
    room = await aMailRoom();
    await room.readers(60, ['sport']);
    await room.readers(40, ['breaking'], 100);
    await room.publish({ headline: 'চর ডুবছে' });
    await room.tell('section');
    await room.work();
    await room.tell('breaking', 1);
    await room.work();
    await room.readers(30, ['sport'], 200);
    await room.leave(0, 'sport');
    const id = await retract();
    await room.work();
    const { counts, mailing } = await room.find(id);
    expect([counts, mailing.state]).toEqual([{ sent: 99, gone: 1 }, 'done']);
    const told = room.aws.ses.mailbox().filter(({ subject }) => subject.startsWith('প্রত্যাহার: চর জাগছে'));
    expect(new Set(told.map(({ to }) => String(to))).size).toBe(99);
    expect(told[0]?.text).toContain('প্রত্যাহার করা হয়েছে। ভুল'.normalize('NFC'));
  });

  it.each([
    ['takes', undefined],
    ['refuses', 'MESSAGE_REJECTED'],
  ] as const)(
    'waits for a call that is under way, which SES %s: whom that reached is told, and nobody else',
    async (_, status) => {
      let calls = 0;
      let id = '';
      room = await aMailRoom({
        intercept: async ({ action }, pass) => {
          if (action === 'SendBulkEmail' && ++calls === 2) {
            id = await retract();
            // The other function works meanwhile, for less than the call may take.
            for (let i = 0; i < 3; i++) await room.workOnce();
            room.aws.ses.change({ statusOf: () => status });
            const answer = await pass();
            room.aws.ses.change({ statusOf: () => undefined });
            return answer;
          }
          return pass();
        },
        timeout: 20_000,
      });
      await room.readers(600, ['sport']);
      await room.publish();
      await room.tell('section');
      await room.work();
      for (let i = 0; i < 12; i++) await room.minute();
      const toldOf = (subject: RegExp) =>
        room.aws.ses.mailbox().flatMap((mail) => (subject.test(mail.subject) ? [String(mail.to)] : []));
      const [news, retractions] = [toldOf(/^খেলা/), toldOf(/^প্রত্যাহার/)];
      expect(news.length).toBeLessThan(600);
      expect(retractions.sort()).toEqual(news.sort());
      expect((await room.find(id)).counts).toEqual({ sent: news.length });
    },
  );

  it('between the look at the article and a batch sends nothing of that batch', async () => {
    let isRetracted = false;
    room = await aMailRoom({
      intercept: async ({ action, body }, pass) => {
        if (action === 'TransactWriteItems' && body.includes('BATCH#') && !isRetracted) {
          isRetracted = true;
          await retract();
        }
        return pass();
      },
    });
    await room.readers(60, ['sport']);
    await room.publish();
    await room.tell('section');
    await room.work();
    expect([isRetracted, room.mails().size]).toEqual([true, 0]);
  });

  it('is not when readers have the article back', async () => {
    room = await aMailRoom();
    await room.readers(60, ['sport']);
    await room.publish();
    await room.tell('section');
    await room.work();
    const id = await retract();
    await room.publish({ revision: 3 });
    await room.work();
    const { counts, mailing } = await room.find(id);
    expect([mailing.state, counts]).toEqual(['cancelled', { cancelled: 60 }]);
    expect(most()).toBe(1);
  });

  it('is nothing where nobody was mailed', async () => {
    room = await aMailRoom();
    await room.readers(10, ['sport']);
    await room.publish();
    await retract();
    await room.work();
    expect(room.mails().size).toBe(0);
  });
});

describe('a later alert while an earlier one goes out', () => {
  it.each([
    ['section', 'section'],
    ['section', 'breaking'],
    ['breaking', 'section'],
  ] as const)('takes over from it: nobody gets both (%s, then %s)', async (first, later) => {
    room = await aMailRoom();
    await room.readers(300, ['sport', 'breaking']);
    await room.readers(100, ['breaking'], 300);
    await room.readers(100, ['sport'], 400);
    await room.publish();
    const id = await room.tell(first);
    await room.work(async (turn) => {
      if (turn === 5) await room.tell(later, 1);
    });
    const all = first === 'section' && later === 'section' ? 400 : 500;
    expect([room.mails().size, most()]).toEqual([all, 1]);
    const { mailing, counts } = await room.find(id);
    expect(mailing).toMatchObject({
      state: 'cancelled',
      cancelled: expect.stringContaining('superseded by'),
    });
    expect((await room.find(`${id}-again-1`)).counts.had).toBe(counts.sent);
  });

  it('takes over from one that is paused, which cannot be resumed then', async () => {
    room = await aMailRoom({ mail: { statusOf: () => 'ACCOUNT_SENDING_PAUSED' } });
    await room.readers(100, ['sport']);
    await room.publish();
    const id = await room.tell('section');
    await room.work();
    room.aws.ses.change({ statusOf: () => undefined });
    await room.tell('section', 1);
    await room.work();
    for (let i = 0; i < 20; i++) await room.minute();
    expect([room.mails().size, most()]).toEqual([100, 1]);
    expect((await room.find(id)).mailing.state).toBe('cancelled');
  });

  it('and ends it in the write that plans its own, or not at all: who waits for it is never left out', async () => {
    const world = { isRefused: false };
    room = await aMailRoom({
      mail: { statusOf: () => 'ACCOUNT_SENDING_PAUSED' },
      intercept: async ({ action, body }, pass) => {
        if (world.isRefused && action === 'TransactWriteItems' && body.includes('superseded by'))
          throw new AwsError('ValidationException', 'the function dies here', 400);
        return pass();
      },
    });
    await room.readers(60, ['breaking']);
    await room.publish();
    const id = await room.tell('breaking');
    await room.work();
    world.isRefused = true;
    await expect(room.tell('section', 1)).rejects.toThrow();
    expect((await room.find(id)).isOpen).toBe(true);
    world.isRefused = false;
    room.aws.ses.change({ statusOf: () => undefined });
    room.turnBy(60_000);
    await room.tell('section', 1);
    await room.work();
    expect([room.mails().size, most()]).toEqual([60, 1]);
  });

  it('leaves out whom a call is under way to at that moment, and many at once are planned one after the other', async () => {
    let calls = 0;
    room = await aMailRoom({
      intercept: async ({ action }, pass) => {
        if (action === 'SendBulkEmail' && ++calls === 4) {
          await Promise.all(
            [1, 2, 3, 4, 5].map((again) => room.tell(again % 2 ? 'breaking' : 'section', again)),
          );
          await room.work();
        }
        return pass();
      },
    });
    await room.readers(200, ['sport']);
    await room.publish();
    await room.tell('section');
    await room.work();
    for (let i = 0; i < 15; i++) await room.minute();
    expect([room.mails().size, most()]).toEqual([200, 1]);
  });
});

describe('what SES says', () => {
  it('of the day’s quota pauses a mailing until there is room, and leaves some for confirmations', async () => {
    room = await aMailRoom({ mail: { max24HourSend: 100 } });
    await room.readers(120, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work();
    expect(room.mails().size).toBe(80);
    expect((await room.find(id)).mailing).toMatchObject({ state: 'paused', pause: { reason: 'quota' } });
    for (let i = 0; i < 30; i++) await room.minute();
    expect(room.mails().size).toBe(80);
    room.turnBy(24 * 60 * 60_000);
    for (let i = 0; i < 3; i++) await room.minute();
    expect([room.mails().size, most()]).toEqual([120, 1]);
    expect((await room.find(id)).mailing.state).toBe('done');
  });

  it('stops it though somebody pauses and resumes it in that moment: it goes on a minute later', async () => {
    let calls = 0;
    room = await aMailRoom({
      mail: { statusOf: () => (calls === 1 ? 'ACCOUNT_SENDING_PAUSED' : undefined) },
      intercept: async ({ action }, pass) =>
        action === 'SendBulkEmail' && calls++ === 0 ? afterwards(pass) : pass(),
    });
    const afterwards = async <T>(pass: () => T) => {
      const answer = await pass();
      const { mailing } = await room.find(`alert-${articleId}`);
      await room.save(pausedByHand(mailing, { by: 'kamal', at: mailing.at }));
      const { mailing: paused } = await room.find(mailing.id);
      await room.save(resumed(paused, { by: 'kamal', at: mailing.at }));
      return answer;
    };
    await room.readers(1, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work();
    expect((await room.find(id)).mailing).toMatchObject({ state: 'paused', pause: { reason: 'account' } });
    await room.minute();
    await room.minute();
    expect([room.mails().size, most(), (await room.find(id)).mailing.state]).toEqual([1, 1, 'done']);
  });

  const once: BulkStatus[] = [
    'ACCOUNT_DAILY_QUOTA_EXCEEDED',
    'ACCOUNT_SENDING_PAUSED',
    'ACCOUNT_SUSPENDED',
    'MAIL_FROM_DOMAIN_NOT_VERIFIED',
    'TEMPLATE_NOT_FOUND',
    'FAILED',
  ];
  it.each(once)('of some readers, once: %s; they are sent to again, and nobody twice', async (status) => {
    const said = new Set<string>();
    const statusOf = (address: string) => {
      if (said.has(address) || !/[02468]@/.test(address)) return undefined;
      said.add(address);
      return status;
    };
    room = await aMailRoom({ mail: { statusOf } });
    await room.readers(60, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work();
    for (let i = 0; i < 60 && (await room.find(id)).isOpen; i++) await room.minute();
    expect([room.mails().size, most(), said.size > 0]).toEqual([60, 1, true]);
    expect((await room.find(id)).counts).toEqual({ sent: 60 });
  });

  it.each([
    ['MESSAGE_REJECTED', 'failed'],
    ['INVALID_PARAMETER', 'failed'],
    ['FAILED', 'failed'],
    ['SOMETHING_NEW' as BulkStatus, 'unknown'],
  ] as const)('of a reader, each time: %s; they have %s, the others are sent to', async (status, state) => {
    room = await aMailRoom({
      mail: { statusOf: (to) => (to.startsWith(room.idOf(3)) ? status : undefined) },
    });
    await room.readers(40, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work();
    for (let i = 0; i < 5; i++) await room.minute();
    expect([room.mails().size, most()]).toEqual([39, 1]);
    const { counts, mailing } = await room.find(id);
    expect([counts, mailing.state]).toEqual([{ sent: 39, [state]: 1 }, 'done']);
  });

  it('of a call with one wrong address fails that one, and sends to the others', async () => {
    room = await aMailRoom({ mail: { illegalAddress: 'fails the call' } });
    await room.readers(40, ['sport']);
    await room.write(readerItems({ id: room.idOf(3), address: 'nobody', sections: ['sport'] } as never));
    await room.publish();
    const id = await room.alert();
    await room.work();
    expect([room.mails().size, most()]).toEqual([39, 1]);
    expect((await room.find(id)).counts).toEqual({ sent: 39, failed: 1 });
  });

  it('of the rate is kept to: it goes on slower, and reaches all', async () => {
    room = await aMailRoom({ mail: { maxSendRate: 50 }, latency: 100 });
    await room.readers(400, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work((turn) => {
      if (turn === 3) room.aws.ses.change({ maxSendRate: 2 });
      if (turn === 6) room.aws.ses.change({ maxSendRate: 50 });
    });
    for (let i = 0; i < 60 && (await room.find(id)).isOpen; i++) await room.minute();
    expect([room.mails().size, most()]).toEqual([400, 1]);
    expect((await room.find(id)).counts).toEqual({ sent: 400 });
  });

  it('is nothing: nobody is sent to again, and one batch is unproven', async () => {
    let calls = 0;
    room = await aMailRoom({
      intercept: async ({ action }, pass) => {
        if (action !== 'SendBulkEmail' || ++calls !== 3) return pass();
        await pass();
        throw new AwsError('InternalFailure', 'lost', 500);
      },
    });
    await room.readers(160, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work();
    // The next call would likely go the same way.
    expect([calls, (await room.find(id)).mailing.pause]).toMatchObject([3, { reason: 'faults' }]);
    for (let i = 0; i < 5; i++) await room.minute();
    const { mailing, counts, noted } = await room.find(id);
    expect(mailing.state).toBe('done');
    expect([room.mails().size, most()]).toEqual([160, 1]);
    expect(counts.unknown).toBeGreaterThan(0);
    expect((counts.sent ?? 0) + (counts.unknown ?? 0)).toBe(160);
    expect(noted).toEqual(counts);

    // Those may be sent to again by hand, but not once it will be forgotten whom it reached: they would get it all twice.
    const { resendUnproven } = await import('../../shared/audience/send-again.ts');
    const later = (days: number) => new Date(Date.parse(mailing.at) + days * 24 * 60 * 60_000).toISOString();
    await expect(resendUnproven(id, 'parveen', later(84.01))).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await resendUnproven(id, 'parveen', later(83.99))).toMatchObject({ state: 'sending' });
    await expect(resendUnproven(id, 'parveen', later(83.99))).rejects.toMatchObject({ code: 'wrong-state' });
  });

  it.each([
    [14, 700],
    [50, 2_500],
    [500, 5_000],
  ])(
    'keeps to nine tenths of a rate of %i a second, within a twentieth, with two at work at once',
    async (perSecond, readers) => {
      room = await aMailRoom({ mail: { maxSendRate: perSecond }, tick: 1 / perSecond });
      await room.readers(readers, ['sport']);
      await room.publish();
      const id = await room.alert();
      const began = room.clock.now();
      await room.workTogether();
      const seconds = (room.clock.now() - began) / 1_000;
      expect((await room.find(id)).counts).toEqual({ sent: readers });
      const part = readers / seconds / (perSecond * 0.9);
      expect(part).toBeGreaterThan(0.85);
      expect(part).toBeLessThan(1.05);
    },
  );
});

describe('the events of SES', () => {
  it('settle those of whom nobody knew, doubled and before the answer too; without them they are unproven', async () => {
    let calls = 0;
    room = await aMailRoom({
      mail: { handlingOf: (event) => (/[0-9]@pathok/.test(JSON.stringify(event.body)) ? 'drop' : 'double') },
      intercept: async ({ action }, pass) => {
        if (action !== 'SendBulkEmail' || ++calls > 3) return pass();
        await pass();
        return 'cut';
      },
    });
    await room.readers(160, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work();
    for (let i = 0; i < 12; i++) await room.minute();
    const before = await room.find(id);
    const unknown = before.batches.flatMap(({ members }) => members.unknown ?? []);
    expect(unknown.length).toBeGreaterThan(10);
    for (let i = 0; i < 3; i++) {
      await room.tellEvents();
      room.turnBy(10 * 60_000);
    }
    const { mailing, counts, noted, batches } = await room.find(id);
    const left = batches.flatMap(({ members }) => members.unknown ?? []);
    expect(left.sort()).toEqual(unknown.filter((one) => /[0-9]$/.test(one)).sort());
    expect([mailing.state, noted, (counts.sent ?? 0) + left.length]).toEqual(['done', counts, 160]);
    expect(most()).toBe(1);
  });

  it('that come before the answer to their call are kept until its batch is saved', async () => {
    let calls = 0;
    room = await aMailRoom({
      intercept: async ({ action }, pass) => {
        if (action !== 'SendBulkEmail' || ++calls > 1) return pass();
        await pass();
        await room.tellEvents();
        return 'cut';
      },
    });
    await room.readers(5, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work();
    await room.minute();
    await room.minute();
    expect((await room.find(id)).counts.unknown).toBeGreaterThan(0);
    for (let i = 0; i < 3; i++) {
      await room.tellEvents();
      room.turnBy(10 * 60_000);
    }
    const { counts, noted } = await room.find(id);
    expect([counts, noted]).toEqual([{ sent: 5 }, { sent: 5 }]);
  });

  it.each([
    ['bounces', 'bounced', 40],
    ['complaints', 'complained about', 10],
  ] as const)(
    'stop a mailing of which too many are %s, until somebody resumes it',
    async (reason, fate, few) => {
      const fates = new Set<string>();
      room = await aMailRoom({ mail: { fateOf: (to) => (fates.has(to) ? fate : undefined) } });
      for (let n = 0; n < few; n++) fates.add(`${room.idOf(n)}@pathok.example`);
      await room.readers(300, ['sport']);
      await room.publish();
      const id = await room.alert();
      await room.work(room.tellEvents);
      expect((await room.find(id)).mailing).toMatchObject({ state: 'paused', pause: { reason } });
      const sent = room.mails().size;
      expect(sent).toBeLessThan(300);
      for (let i = 0; i < 20; i++) await room.minute();
      expect(room.mails().size).toBe(sent);
    },
  );
});

describe('a mailing of which nothing was begun for six hours', () => {
  it('waits for somebody: the table may have been restored', async () => {
    room = await aMailRoom();
    await room.readers(20, ['sport']);
    await room.publish();
    const id = await room.alert();
    room.turnBy(7 * 60 * 60_000);
    await room.work();
    expect([room.mails().size, (await room.find(id)).mailing.pause]).toMatchObject([0, { reason: 'stale' }]);
    for (let i = 0; i < 20; i++) await room.minute();
    expect(room.mails().size).toBe(0);
  });
});

describe('a mailing of a backup', () => {
  it('waits for somebody in the table that it was restored to: its readers may have had it since', async () => {
    room = await aMailRoom();
    await room.readers(20, ['sport']);
    await room.publish();
    const id = await room.alert();
    const { mailing } = await room.find(id);
    await room.save({ ...mailing, table: 'khobor-before' });
    await room.work();
    expect([room.mails().size, (await room.find(id)).mailing.pause]).toMatchObject([
      0,
      { reason: 'stale', detail: 'It was planned in the table khobor-before' },
    ]);
    for (let i = 0; i < 20; i++) await room.minute();
    expect(room.mails().size).toBe(0);
    const { sendAgain } = await import('../../shared/audience/send-standing.ts');
    const at = new Date(room.clock.now()).toISOString();
    await sendAgain((await room.find(id)).mailing, at, { by: 'parveen', at });
    await room.work();
    expect([room.mails().size, most()]).toEqual([20, 1]);
  });
});

describe('functions that begin at once', () => {
  it('ask SES for its quota once: it answers one a second', async () => {
    let asked = 0;
    room = await aMailRoom({
      intercept: async ({ action }, pass) => {
        if (action === 'GetAccount') asked++;
        return pass();
      },
    });
    await room.readers(200, ['sport']);
    await room.publish();
    await room.alert();
    await room.work();
    expect([room.mails().size, asked]).toEqual([200, 1]);
  });
});

describe('a function that ends in the middle of a call to SES', () => {
  it.each([
    ['before SES took it', 'crash before'],
    ['after SES took it', 'crash after'],
  ] as const)('leaves those of its batch unknown, and all others are sent to (%s)', async (_, fault) => {
    const world = { calls: 0, isDead: false };
    room = await aMailRoom({
      intercept: async ({ action }, pass) => {
        if (world.isDead) return 'cut';
        if (action !== 'SendBulkEmail' || ++world.calls !== 3) return pass();
        if (fault === 'crash after') await pass();
        world.isDead = true;
        return 'cut';
      },
    });
    await room.readers(160, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work(() => {
      world.isDead = false;
    });
    for (let i = 0; i < 12; i++) await room.minute();
    const { counts, batches } = await room.find(id);
    const left = batches.filter(({ members }) => members.unknown);
    expect(left).toHaveLength(1);
    expect(counts).toEqual({ sent: 160 - (counts.unknown ?? 0), unknown: expect.any(Number) });
    expect(room.mails().size).toBe(fault === 'crash after' ? 160 : counts.sent);
    expect(most()).toBe(1);
  });
});

describe('a pause that comes between the look at a mailing and a batch', () => {
  it('holds: nobody of that batch is mailed', async () => {
    let isPaused = false;
    room = await aMailRoom({
      intercept: async ({ action, body }, pass) => {
        if (action === 'TransactWriteItems' && body.includes('BATCH#') && !isPaused) {
          isPaused = true;
          const { mailing } = await room.find(`alert-${articleId}`);
          await room.save(pausedByHand(mailing, { by: 'kamal', at: mailing.at }));
        }
        return pass();
      },
    });
    await room.readers(60, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work();
    expect([isPaused, room.mails().size]).toEqual([true, 0]);
    await room.save(resumed((await room.find(id)).mailing));
    await room.ask(id);
    await room.work();
    expect((await room.find(id)).counts).toEqual({ sent: 60 });
  });
});

describe('a mailing that somebody cancels', () => {
  const cancel = async () => {
    const { mailing } = await room.find(`alert-${articleId}`);
    await room.save(cancelling(mailing, 'by hand', { by: 'kamal', at: mailing.at }));
  };
  const all = async () => {
    const { batches, counts, noted, mailing } = await room.find(`alert-${articleId}`);
    const ids = batches.flatMap(({ members }) => Object.values(members).flat());
    expect([new Set(ids).size, noted]).toEqual([ids.length, counts]);
    return { counts, state: mailing.state };
  };

  it('mails nobody from then on, and everybody is counted', async () => {
    let calls = 0;
    room = await aMailRoom({
      intercept: async ({ action }, pass) => {
        if (action === 'SendBulkEmail' && ++calls === 3) await cancel();
        return pass();
      },
    });
    await room.readers(300, ['sport']);
    await room.publish();
    await room.alert();
    await room.work();
    expect(calls).toBe(3);
    const sent = room.mails().size;
    expect(await all()).toEqual({ counts: { sent, cancelled: 300 - sent }, state: 'cancelled' });
    for (let i = 0; i < 15; i++) await room.minute();
    expect(room.mails().size).toBe(sent);
  });

  it('while it stands still ends too: those who were due are not mailed', async () => {
    room = await aMailRoom({ mail: { statusOf: () => 'ACCOUNT_SENDING_PAUSED' } });
    await room.readers(200, ['sport']);
    await room.publish();
    await room.alert();
    await room.work();
    room.aws.ses.change({ statusOf: () => undefined });
    await cancel();
    for (let i = 0; i < 15; i++) await room.minute();
    expect([room.mails().size, await all()]).toEqual([0, { counts: { cancelled: 200 }, state: 'cancelled' }]);
  });

  it('between the look at it and a batch sends nothing of that batch', async () => {
    let isCancelled = false;
    room = await aMailRoom({
      intercept: async ({ action, body }, pass) => {
        if (action === 'TransactWriteItems' && body.includes('BATCH#') && !isCancelled) {
          isCancelled = true;
          await cancel();
        }
        return pass();
      },
    });
    await room.readers(60, ['sport']);
    await room.publish();
    await room.alert();
    await room.work();
    expect([room.mails().size, await all()]).toEqual([0, { counts: { cancelled: 60 }, state: 'cancelled' }]);
  });

  it('whose call to SES is under way waits for it, also where its function died: nobody is guessed', async () => {
    const world = { calls: 0, isDead: false };
    room = await aMailRoom({
      intercept: async ({ action }, pass) => {
        if (world.isDead) return 'cut';
        if (action !== 'SendBulkEmail' || ++world.calls !== 2) return pass();
        await cancel();
        await pass();
        world.isDead = true;
        return 'cut';
      },
    });
    await room.readers(160, ['sport']);
    await room.publish();
    await room.alert();
    await room.work(() => {
      world.isDead = false;
    });
    expect((await room.find(`alert-${articleId}`)).mailing.state).toBe('cancelling');
    for (let i = 0; i < 12; i++) await room.minute();
    const { counts, state } = await all();
    expect(state).toBe('cancelled');
    expect(room.mails().size).toBe((counts.sent ?? 0) + (counts.unknown ?? 0));
    expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(160);
  });

  it('leaves its readers to a later alert, which reaches those whom it did not, and no more lists', async () => {
    room = await aMailRoom();
    await room.readers(100, ['sport', 'breaking']);
    await room.readers(100, ['breaking'], 100);
    await room.publish();
    await room.tell('breaking');
    await room.work(async (turn) => {
      if (turn === 5) await cancel();
    });
    const first = room.mails().size;
    expect(first).toBeGreaterThan(0);
    const id = await room.tell('section', 1);
    await room.work();
    const { counts } = await room.find(id);
    expect([counts.had ?? 0, (counts.had ?? 0) + (counts.sent ?? 0), most()]).toEqual([
      expect.any(Number),
      100,
      1,
    ]);
    expect(room.mails().size).toBe(first + (counts.sent ?? 0));
  });
});

describe('messages that are lost', () => {
  it('are asked for again after ten minutes of silence, of a mailing that nobody works at', async () => {
    room = await aMailRoom();
    await room.readers(60, ['sport']);
    await room.publish();
    const id = await room.alert();
    expect(await room.lose()).toBeGreaterThan(10);
    for (let i = 0; i < 9; i++) await room.minute();
    expect(room.mails().size).toBe(0);
    for (let i = 0; i < 3; i++) await room.minute();
    expect((await room.find(id)).counts).toEqual({ sent: 60 });
    expect([room.mails().size, most()]).toEqual([60, 1]);
  });
});

describe('a message that comes again while SES is being called', () => {
  it('changes nothing: the batch is its first worker’s', async () => {
    let calls = 0;
    room = await aMailRoom({
      intercept: async ({ action }, pass) => {
        if (action === 'SendBulkEmail' && ++calls === 2) {
          await room.ask(`alert-${articleId}`);
          await room.work();
        }
        return pass();
      },
    });
    await room.readers(160, ['sport']);
    await room.publish();
    const id = await room.alert();
    await room.work();
    for (let i = 0; i < 12; i++) await room.minute();
    expect((await room.find(id)).counts).toEqual({ sent: 160 });
    expect([room.mails().size, most()]).toEqual([160, 1]);
  });
});
