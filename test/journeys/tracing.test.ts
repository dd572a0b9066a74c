import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { AwsError } from 'embedded-aws';
import { afterEach, expect, it } from 'vitest';
import type { Queues } from '../../infra/operate/parked-queues.ts';
import { traceArticle } from '../../infra/operate/trace-article.ts';
import { close, type World } from '../../infra/operate/world.ts';
import { anOperator } from '../drill/an-operator.ts';
import { type ADesk, aDesk } from './a-desk.ts';
import { queuesOf, worldOf } from './as-operator.ts';

let [desk, world, queues]: [ADesk, World, Queues] = [] as never;
afterEach(async () => {
  close(world);
  queues.sqs.destroy();
  await desk.cloud.close();
});

async function begin(options: Parameters<typeof aDesk>[0] = {}) {
  desk = await aDesk(options);
  queues = queuesOf(desk.cloud);
  world = worldOf(desk.cloud);
}

async function subscribe(address: string) {
  const { cloud } = desk;
  await cloud.send('POST', '/api/subscriptions', { body: { address, sections: ['national'] } });
  await cloud.rest();
  const token = /confirm#token=([^\s"<]+)/.exec(cloud.mailbox()[0]?.text ?? '')?.[1];
  await cloud.send('POST', '/api/subscriptions/confirm', { body: { token } });
}

it('an article’s way is told in order, with its page and its alert, and no word of its people', async () => {
  await begin();
  await subscribe('pathok@pathok.example');
  const id = await desk.published({ alert: 'section' });
  const first = await traceArticle(world, queues, id);
  expect(first.steps.map(({ says }) => says.replace(/ by .*/, ''))).toEqual([
    'article.created',
    'article.submitted',
    'article.approved',
    'article.released',
    'article.published',
    `alert-${id} was planned`,
  ]);
  expect(first.now).toEqual([
    expect.stringMatching(/^published, version \d+$/),
    `readers: revision 1, published, /national/${id}`,
    expect.stringMatching(/^page: revision 1, in the bucket since 2026-11-24T06:00:\d\d.000Z$/),
    `alert-${id}: done, 1 sent`,
  ]);
  expect(first.faults).toEqual([]);

  await desk.step('parveen', id, 'kill', { reason: 'আদালতের গোপন আদেশ' });
  await desk.cloud.rest();
  const { steps, now, faults } = await traceArticle(world, queues, id);
  expect(now.slice(1, 3)).toEqual([
    `readers: revision 2, killed, /national/${id}`,
    expect.stringMatching(/^page: revision 2, in the bucket since .*, answered with 410$/),
  ]);
  expect(faults).toEqual([]);
  expect(JSON.stringify([steps, now])).not.toContain('গোপন');
});

it('why an article is not there is told: its page fails, and a message is parked', async () => {
  let isDown = true;
  await begin({
    intercept: async (call, go) => {
      if (isDown && call.principal === 'site/publish-article' && call.service === 's3')
        throw new AwsError('AccessDenied', 'The key is gone', 403);
      return go();
    },
  });
  const operator = anOperator(desk.cloud);
  const id = await desk.submitted();
  expect((await traceArticle(world, queues, id)).now).toEqual([
    'submitted, version 2',
    'readers: nothing, and never had',
    'page: none',
  ]);
  await desk.step('kamal', id, 'approve');
  await operator.untilRest();
  expect((await traceArticle(world, queues, id)).faults).toEqual([
    expect.stringMatching(/^its page cannot be rendered, since .*: AccessDenied: The key is gone$/),
    'a message about it is parked: npm run parked -- show site/publish-article',
  ]);
  isDown = false;
  operator.close();
});

it('an article that an earlier version stored is followed too', async () => {
  await begin();
  const id = await desk.published();
  const { dynamodb, table } = world;
  const Key = marshall({ pk: `ARTICLE#${id}`, sk: 'LIVE' });
  const { Item = {} } = await dynamodb.send(new GetItemCommand({ TableName: table, Key }));
  const { record, ...item } = unmarshall(Item);
  const { terms: _, ...former } = record;
  await dynamodb.send(
    new PutItemCommand({ TableName: table, Item: marshall({ ...item, schema: 2, record: former }) }),
  );
  const { now, faults } = await traceArticle(world, queues, id);
  expect(now[1]).toBe(`readers: revision 1, published, /national/${id}`);
  expect(faults).toEqual([]);
});

it('an article that is not there is told as a mistake', async () => {
  await begin();
  await expect(traceArticle(world, queues, 'art_00000000000a')).rejects.toThrow(
    'There is no article art_00000000000a in newsroom',
  );
});
