import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { aDynamoDb, sorted } from './a-table.ts';

it('what was acknowledged outlives a kill, whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dynamodb-'));
  const path = join(folder, 'cloud.sqlite');
  const writer = spawn(process.execPath, [join(import.meta.dirname, 'a-writer.ts'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of writer.stdout) {
    said += chunk;
    if (said.split('\n').length > 60) writer.kill('SIGKILL');
  }
  if (writer.signalCode === null) await once(writer, 'exit');
  const acknowledged = said.split('\n').slice(0, -1);
  expect(writer.signalCode).toBe('SIGKILL');
  expect(acknowledged.length).toBeGreaterThanOrEqual(60);

  const db = await aDynamoDb(path);
  const read = async (pk: string, IndexName?: string) => {
    const found: (string | undefined)[] = [];
    const query = {
      TableName: 'table-1',
      KeyConditionExpression: `${IndexName ? 'queue' : 'pk'} = :p`,
      ExpressionAttributeValues: { ':p': { S: pk } },
      ...(IndexName ? { IndexName } : {}),
    };
    for await (const { Items = [] } of paginateQuery({ client: db.client }, query))
      found.push(...Items.map(({ sk }) => sk?.S));
    return found;
  };
  const heads = await read('head');
  expect(heads).toEqual(expect.arrayContaining(acknowledged));
  expect(await read('fact')).toEqual(heads);
  expect(await read('head', 'queues')).toEqual(heads);
  const streamed = db.dynamodb.readStream('table-1', '', 100_000);
  const facts = streamed.filter(({ dynamodb }) => JSON.stringify(dynamodb.Keys).includes('fact'));
  expect(sorted(facts.map(({ dynamodb }) => (dynamodb.Keys.sk as { S: string }).S))).toEqual(heads);
  expect(streamed).toHaveLength(heads.length * 2);
  await db.close();
  await rm(folder, { recursive: true });
});
