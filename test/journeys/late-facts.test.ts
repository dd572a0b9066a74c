import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { region } from 'embedded-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arns } from '../../infra/local/resources.ts';
import { type ADesk, aDesk } from './a-desk.ts';

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.cloud.close());

/** Delivers facts once more, as a relay does that lost its checkpoint. */
async function deliver(facts: { type: string }[], { cloud } = desk) {
  const credentials = cloud.aws.operator;
  const sns = new SNSClient({ region, endpoint: cloud.aws.url, credentials });
  for (const fact of facts)
    await sns.send(
      new PublishCommand({
        TopicArn: arns['facts topic'],
        Message: JSON.stringify(fact),
        MessageAttributes: { type: { DataType: 'String', StringValue: fact.type } },
      }),
    );
  sns.destroy();
  await cloud.rest();
  await cloud.turnBy(61_000);
}

describe('facts that come late, twice or in another order', () => {
  it('change nothing that readers see, and wake nobody', async () => {
    const fields = { section: 'law', alert: 'section', tags: ['আদালত'], bylines: ['রুমানা হক'] };
    const [corrected, retracted, killed] = [
      await desk.published({ ...fields, headline: 'সংশোধিত খবর' }),
      await desk.published({ ...fields, headline: 'প্রত্যাহৃত খবর' }),
      await desk.published({ ...fields, headline: 'সরানো খবর' }),
    ];
    await desk.step('rumana', corrected, 'correct', { note: 'ঠিক করা হলো' });
    await desk.edit(corrected, { ...fields, section: 'sport', headline: 'সংশোধিত খবর, নতুন পাঠ', tags: [] });
    await desk.step('rumana', corrected, 'submit');
    await desk.step('kamal', corrected, 'approve');
    await desk.step('parveen', retracted, 'retract', { reason: 'ভুল' });
    await desk.step('parveen', killed, 'kill', { reason: 'আদেশ' });
    await desk.cloud.rest();
    await desk.cloud.turnBy(61_000);
    const histories = await Promise.all(
      [corrected, retracted, killed].map(
        async (id) =>
          (await desk.people.kamal.get(`/api/articles/${id}/history`)).body.facts as unknown as {
            type: string;
          }[],
      ),
    );
    const facts = histories.flat();
    const [before, versions] = [desk.publicObjects(), histories.map(({ length }) => length)];
    await deliver(facts.toReversed());
    await deliver([...facts, ...facts]);
    expect(desk.publicObjects()).toEqual(before);
    for (const [i, id] of [corrected, retracted, killed].entries())
      expect(await desk.facts(id)).toHaveLength(versions[i] ?? 0);
  });
});

describe('the CDN', () => {
  it('drops what it fetched before a message came again, and is told once though an answer is lost', async () => {
    let lost = 0;
    const other = await aDesk({
      intercept: async ({ principal, service }, pass) => {
        const answer = await pass();
        return principal === 'site/invalidate' && service === 'cloudfront' && lost++ === 0 ? 'cut' : answer;
      },
    });
    const id = await other.published();
    await other.step('rumana', id, 'correct', { note: 'ঠিক করা হলো' });
    await other.edit(id, { headline: 'নতুন শিরোনাম' });
    await other.step('rumana', id, 'submit');
    await other.step('kamal', id, 'approve');
    await other.cloud.rest();
    const told = () => other.cloud.aws.cloudfront.invalidations().length;
    const [key, once] = [`national/${id}`, told()];
    // Of its page, of its image, and of what leads on to it: each once.
    expect([once, lost > 1]).toEqual([3, true]);
    await other.cloud.turnBy(61_000);
    await other.cloud.page(`/${key}`);
    expect(other.cloud.copies().has(key)).toBe(true);
    const { facts } = (await other.people.kamal.get(`/api/articles/${id}/history`)).body;
    const published = (facts as unknown as { type: string }[]).findLast(
      ({ type }) => type === 'article.published',
    );
    await deliver(published ? [published] : [], other);
    expect(told()).toBeGreaterThan(once);
    expect(other.cloud.copies().has(key)).toBe(false);
    await other.cloud.close();
  });

  it('serves the copy that it has while the bucket cannot be asked, and says so when it has none', async () => {
    const id = await desk.published({ headline: 'ঝড়ের রাতের খবর' });
    const [page, front] = [`/national/${id}`, '/national'];
    for (const path of [page, front]) expect((await desk.cloud.page(path)).status).toBe(200);
    const { read } = desk.cloud.aws.s3;
    desk.cloud.aws.s3.read = () => {
      throw new Error('the bucket does not answer');
    };
    desk.cloud.clock.turnTo(desk.cloud.clock.now() + 3_600_000);
    const { status, text, headers } = await desk.cloud.page(front);
    expect([status, headers.get('x-cache')]).toEqual([200, 'Hit from cloudfront']);
    expect(text).toContain(id);
    expect((await desk.cloud.page('/imprint')).status).toBe(503);
    desk.cloud.aws.s3.read = read;
    expect((await desk.cloud.page('/imprint')).status).toBe(200);
  });
});

describe('an article killed while its move to another section is released', () => {
  it('leaves the pages of the section it came from, and those that link to it', async () => {
    let isStuck = false;
    const other = await aDesk({
      intercept: async (call, go) => {
        if (isStuck && call.principal === 'site/publish-article') throw new Error('the renderer fails');
        return go();
      },
    });
    const id = await other.published({ section: 'law', headline: 'গোপন খবর' });
    const next = await other.published({ section: 'law', headline: 'পরের খবর' });
    expect(other.publicObjects().get(`law/${next}`)).toContain(id);
    await other.step('rumana', id, 'correct', { note: 'ঠিক' });
    await other.edit(id, { section: 'sport', headline: 'গোপন খবর' });
    await other.step('rumana', id, 'submit');
    isStuck = true;
    await other.step('kamal', id, 'approve');
    await other.cloud.rest();
    await other.step('parveen', id, 'kill', { reason: 'আদালতের আদেশ' });
    isStuck = false;
    await other.cloud.rest();
    await other.cloud.turnBy(46_000);
    const shows = [...other.publicObjects()].filter(([, body]) => body.includes('গোপন খবর'));
    expect(shows.map(([key]) => key)).toEqual([]);
    await other.cloud.close();
  });
});
