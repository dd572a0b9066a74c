import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Random } from './random.ts';
import { Expressions } from './random-expressions.ts';
import { randomItem, randomKey } from './random-values.ts';

/** One operation, which can be sent to several endpoints. */
export type Operation = { name: string; input: object; send: (client: DynamoDBClient) => Promise<object> };

export function randomOperation(random: Random, tables: readonly string[]): Operation {
  return random.pick([
    putItem,
    putItem,
    updateItem,
    updateItem,
    deleteItem,
    getItem,
    query,
    query,
    scan,
    batchGet,
    batchWrite,
    transactWrite,
    transactGet,
  ])(random, tables);
}

const operation = <I extends object>(
  Command: { new (input: I): unknown; name: string },
  input: I,
  send: (client: DynamoDBClient) => Promise<object>,
): Operation => ({ name: Command.name.replace('Command', ''), input, send });

const capacity = ({ chance, pick }: Random) =>
  chance(50) ? { ReturnConsumedCapacity: pick(['INDEXES', 'TOTAL'] as const) } : {};
const metrics = ({ chance }: Random) => (chance(10) ? { ReturnItemCollectionMetrics: 'SIZE' as const } : {});

/** The condition of a write and its placeholders. */
function conditioned(random: Random, expressions: Expressions) {
  const condition = random.chance(40) ? { ConditionExpression: expressions.condition() } : {};
  return { ...condition, ...expressions.placeholders };
}

function putItem(random: Random, tables: readonly string[]) {
  const input = {
    TableName: random.pick(tables),
    Item: randomItem(random),
    ...conditioned(random, new Expressions(random)),
    ...(random.chance(50) ? { ReturnValues: 'ALL_OLD' as const } : {}),
    ...capacity(random),
    ...metrics(random),
  };
  return operation(PutItemCommand, input, (client) => client.send(new PutItemCommand(input)));
}

const returned = ['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW'] as const;

function updateItem(random: Random, tables: readonly string[]) {
  const expressions = new Expressions(random);
  const input = {
    TableName: random.pick(tables),
    Key: randomKey(random),
    UpdateExpression: expressions.update(),
    ...conditioned(random, expressions),
    ReturnValues: random.pick(returned),
    ...capacity(random),
    ...metrics(random),
  };
  return operation(UpdateItemCommand, input, (client) => client.send(new UpdateItemCommand(input)));
}

function deleteItem(random: Random, tables: readonly string[]) {
  const input = {
    TableName: random.pick(tables),
    Key: randomKey(random),
    ...conditioned(random, new Expressions(random)),
    ReturnValues: random.pick(['NONE', 'ALL_OLD'] as const),
    ...capacity(random),
  };
  return operation(DeleteItemCommand, input, (client) => client.send(new DeleteItemCommand(input)));
}

function getItem(random: Random, tables: readonly string[]) {
  const expressions = new Expressions(random);
  const projection = random.chance(40) ? { ProjectionExpression: expressions.projection() } : {};
  const input = {
    TableName: random.pick(tables),
    Key: randomKey(random),
    ...projection,
    ...expressions.placeholders,
    ConsistentRead: random.chance(50),
    ...capacity(random),
  };
  return operation(GetItemCommand, input, (client) => client.send(new GetItemCommand(input)));
}

function query(random: Random, tables: readonly string[]) {
  const { pick, chance } = random;
  const expressions = new Expressions(random);
  const [index, hash, values, sort, sorts] = pick([
    [undefined, 'pk', ['p1', 'p2'], 'sk', ['s1', 's3', 't']] as const,
    ['local', 'pk', ['p1', 'p2'], 'l', ['l1', 'l', 'm1']] as const,
    ['global', 'g', ['g1', 'g2'], undefined, []] as const,
  ]);
  const key = `${expressions.name(hash)} = ${expressions.value({ S: pick(values) })}`;
  const bound = () => expressions.value({ S: pick(sorts) });
  const ranges = [
    () => `${expressions.name(sort ?? '')} ${pick(['=', '<', '<=', '>', '>='])} ${bound()}`,
    () => `begins_with(${expressions.name(sort ?? '')}, ${bound()})`,
    () => `${expressions.name(sort ?? '')} BETWEEN ${bound()} AND ${bound()}`,
  ];
  const input = {
    TableName: pick(tables),
    ...(index ? { IndexName: index } : {}),
    KeyConditionExpression: sort && chance(50) ? `${key} AND ${pick(ranges)()}` : key,
    ...(chance(30) ? { FilterExpression: expressions.condition() } : {}),
    ...(chance(20) ? { ProjectionExpression: expressions.projection() } : {}),
    ...expressions.placeholders,
    ...(index ? {} : { Limit: pick([undefined, 1, 3]), ScanIndexForward: chance(70) }),
    ...capacity(random),
  };
  return operation(QueryCommand, input, (client) => client.send(new QueryCommand(input)));
}

function scan(random: Random, tables: readonly string[]) {
  const expressions = new Expressions(random);
  const filter = random.chance(60) ? { FilterExpression: expressions.condition() } : {};
  const input = {
    TableName: random.pick(tables),
    ...(random.chance(30) ? { IndexName: random.pick(['local', 'global']) } : {}),
    ...filter,
    ...expressions.placeholders,
    ...(random.chance(20) ? { Select: 'COUNT' as const } : {}),
    ...capacity(random),
  };
  return operation(ScanCommand, input, (client) => client.send(new ScanCommand(input)));
}

function batchGet(random: Random, tables: readonly string[]) {
  const Keys = random.times(1, 4, () => randomKey(random));
  const input = { RequestItems: { [random.pick(tables)]: { Keys } }, ...capacity(random) };
  return operation(BatchGetItemCommand, input, (client) => client.send(new BatchGetItemCommand(input)));
}

function batchWrite(random: Random, tables: readonly string[]) {
  const write = () =>
    random.chance(70)
      ? { PutRequest: { Item: randomItem(random) } }
      : { DeleteRequest: { Key: randomKey(random) } };
  const input = {
    RequestItems: { [random.pick(tables)]: random.times(1, 4, write) },
    ...capacity(random),
    ...metrics(random),
  };
  return operation(BatchWriteItemCommand, input, (client) => client.send(new BatchWriteItemCommand(input)));
}

function transactWrite(random: Random, tables: readonly string[]) {
  const { pick, chance } = random;
  const failing = chance(50) ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const } : {};
  const action = () => {
    const TableName = pick(tables);
    const expressions = new Expressions(random);
    const Key = randomKey(random);
    return pick([
      () => ({
        Put: { TableName, Item: randomItem(random), ...conditioned(random, expressions), ...failing },
      }),
      () => {
        const UpdateExpression = expressions.update();
        return {
          Update: { TableName, Key, UpdateExpression, ...conditioned(random, expressions), ...failing },
        };
      },
      () => ({ Delete: { TableName, Key, ...conditioned(random, expressions), ...failing } }),
      () => {
        const ConditionExpression = expressions.condition();
        return {
          ConditionCheck: { TableName, Key, ConditionExpression, ...expressions.placeholders, ...failing },
        };
      },
    ])();
  };
  const input = { TransactItems: random.times(1, 4, action), ...capacity(random) };
  return operation(TransactWriteItemsCommand, input, (client) =>
    client.send(new TransactWriteItemsCommand(input)),
  );
}

function transactGet(random: Random, tables: readonly string[]) {
  const get = () => ({ Get: { TableName: random.pick(tables), Key: randomKey(random) } });
  const input = { TransactItems: random.times(1, 3, get), ...capacity(random) };
  return operation(TransactGetItemsCommand, input, (client) =>
    client.send(new TransactGetItemsCommand(input)),
  );
}
