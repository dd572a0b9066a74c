import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, it } from 'vitest';
import { openClock } from '../src/clock.ts';
import { openAws } from '../src/open-aws.ts';
import { region } from '../src/service.ts';
import { Store } from '../src/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'embedded-aws-leaving-'));
afterAll(() => rmSync(folder, { recursive: true }));

const Item = (n: number) => ({ id: { S: String(n) } });

it('another begins where one left: with what was saved, at its address, for the clients it had', async () => {
  const saved = join(folder, 'saved');
  const first = new Store(':memory:');
  const one = await openAws({ store: first, clock: openClock() });
  const client = new DynamoDBClient({ region, endpoint: one.url, credentials: one.operator, maxAttempts: 1 });
  const put = (n: number) => client.send(new PutItemCommand({ TableName: 'news', Item: Item(n) }));
  const get = async (n: number) =>
    (await client.send(new GetItemCommand({ TableName: 'news', Key: Item(n) }))).Item;
  await client.send(
    new CreateTableCommand({
      ...{ TableName: 'news', BillingMode: 'PAY_PER_REQUEST' },
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  );
  await put(1);
  const [record] = one.dynamodb.readStream('news', '', 10);
  // What the stream has forgotten has had its number all the same.
  first.db.exec('DELETE FROM dynamodb_record');
  first.saveTo(saved);
  await put(2);
  const server = one.leave();
  first.close();

  const second = new Store(':memory:');
  second.beginWith(saved);
  const other = await openAws({ store: second, clock: openClock(), server });
  expect(other.url).toBe(one.url);
  expect(other.operator.accessKeyId).toBe(one.operator.accessKeyId);
  expect([await get(1), await get(2)]).toEqual([Item(1), undefined]);
  await put(3);
  const after = other.dynamodb.readStream('news', record?.dynamodb.SequenceNumber ?? '', 10);
  expect(after.map(({ dynamodb: { NewImage } }) => NewImage)).toEqual([Item(3)]);
  client.destroy();
  await other.close();
  second.close();
});

it('a store that is not empty takes nothing', () => {
  const saved = join(folder, 'other');
  const [full, other] = [new Store(':memory:'), new Store(':memory:')];
  for (const store of [full, other]) store.db.exec('CREATE TABLE texts (text TEXT) STRICT');
  full.saveTo(saved);
  expect(() => other.beginWith(saved)).toThrow('The store is not empty');
  expect(() => full.saveTo(saved)).toThrow('already exists');
  for (const store of [full, other]) store.close();
});
