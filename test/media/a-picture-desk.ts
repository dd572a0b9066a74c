import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { region } from 'embedded-aws';
import { expect } from 'vitest';
import { tableName } from '../../infra/local/resources.ts';
import type { Asset } from '../../shared/media/asset.ts';
import { type ACloud, aStillCloud } from '../a-cloud.ts';
import { aBooking } from '../ads/a-line-item.ts';

export type Form = { url: string; fields: Record<string, string>; expiresAt: string };

/** An HTML creative as somebody asks for it. */
export const anHtml = { kind: 'html', width: 300, height: 250 };

/** A newsroom that takes files: who may bring them, and the way a file goes to readers. */
export async function aPictureDesk(options: Parameters<typeof aStillCloud>[0] = {}) {
  const cloud = await aStillCloud(options);
  const someone = (role: string) => cloud.someone(`a-${role}`, role);
  const wish = async (body: object = { kind: 'image' }, role = 'ad-manager') => {
    const reply = await (await someone(role)).post('/api/media', body);
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    return reply.body as unknown as Asset & { upload: Form };
  };
  const get = async (id: string) =>
    (await (await someone('ad-manager')).get(`/api/media/${id}`)).body as unknown as Asset;
  /** Asks for an upload, sends a file, and waits until it is checked. */
  const uploaded = async (file: Uint8Array | string, body?: object) => {
    const { id, upload } = await wish(body);
    expect(await send(upload, file)).toEqual([204, undefined]);
    await cloud.rest();
    return get(id);
  };
  /** Books a line item with it, in a slot that takes 300×250. Answers the id. */
  const book = async (asset: string, differences: object = {}) => {
    const [from = '', until = ''] = [-1, 7 * 24].map((hours) =>
      new Date(cloud.clock.now() + hours * 3_600_000).toISOString(),
    );
    const { creative, ...rest } = aBooking({ flight: { from, until } });
    const booking = { ...rest, creative: { ...creative, asset }, ...differences };
    const reply = await (await someone('ad-manager')).post('/api/line-items', booking);
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    return String(reply.body.id);
  };
  const step = async (id: string, name: string) => {
    const reply = await (await someone('ad-manager')).post(`/api/line-items/${id}/${name}`);
    await cloud.rest();
    return reply;
  };
  /** Uploads a file of 300×250 and clears a line item with it, so that readers get it. */
  const published = async (file: Uint8Array | string, body?: object) => {
    const { id, state } = await uploaded(file, body);
    expect(state).toBe('ready');
    expect((await step(await book(id), 'clear')).status).toBe(200);
    return get(id);
  };
  const shown = async (path = '') => {
    const answer = await fetch(cloud.url + path);
    return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
  };
  return {
    cloud,
    someone,
    wish,
    get,
    uploaded,
    book,
    step,
    published,
    shown,
    facts: (id: string) => factsOf(cloud, id),
  };
}

/** Sends a file by a form, some of its fields changed or left out. Answers the status, and S3's code for a refusal. */
export async function send(
  { url, fields }: Form,
  file: Uint8Array | string,
  changes: Record<string, string | undefined> = {},
) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes }))
    if (value !== undefined) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(Buffer.from(file))]), 'ছবি.png');
  const answer = await fetch(url, { method: 'POST', body: form });
  return [answer.status, /<Code>(.*)<\/Code>/.exec(await answer.text())?.[1]];
}

/** What the table says happened to an asset, in order. */
async function factsOf({ aws }: ACloud, id: string) {
  const db = new DynamoDBClient({ region, endpoint: aws.url, credentials: aws.operator });
  const { Items = [] } = await db.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :fact)',
      ExpressionAttributeValues: { ':pk': { S: `ASSET#${id}` }, ':fact': { S: 'FACT#' } },
    }),
  );
  db.destroy();
  return Items.map(({ record }) => record?.M?.type?.S);
}
