import * as z from 'zod';
import type { Principal } from '../service.ts';
import { readAttributes } from './attribute.ts';
import { consumed } from './capacity.ts';
import { pathsOf } from './change.ts';
import { type Condition, parseCondition } from './condition.ts';
import type { Database } from './database.ts';
import { invalid } from './faults.ts';
import { checkScalarKeys } from './key-check.ts';
import { rangeOf } from './key-condition.ts';
import { after } from './keys.ts';
import { covers, readPage, resume } from './page.ts';
import { Placeholders } from './placeholders.ts';
import { type Projection, parseProjection } from './projection.ts';
import { anyMap, capacity, table as named, placeholders, read } from './request.ts';
import { keyNames } from './schema.ts';
import { checkSelect, indexAsked, needsWhole, select, shown } from './selection.ts';
import { getItemTable, tableArn } from './tables.ts';

export const pageRequest = {
  ReturnConsumedCapacity: capacity,
  TableName: named,
  IndexName: z.string().min(3).max(255).optional(),
  Select: select,
  Limit: z.int().min(1).optional(),
  ConsistentRead: z.boolean().default(false),
  ExclusiveStartKey: anyMap.optional(),
  FilterExpression: z.string().optional(),
  ProjectionExpression: z.string().optional(),
  ...placeholders,
};

const query = z.strictObject({
  ...pageRequest,
  Limit: z
    .int()
    .min(
      1,
      "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    )
    .optional(),
  KeyConditionExpression: z
    .string('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.')
    .optional(),
  ScanIndexForward: z.boolean().default(true),
});

export function queryCall(db: Database, caller: Principal, input: unknown) {
  const asked = read(query, input);
  const arn = tableArn(asked.TableName);
  const resource = asked.IndexName === undefined ? arn : `${arn}/index/${asked.IndexName}`;
  const { condition, filter, projection } = expressionsIn(asked);
  checkSelect(asked, projection);
  const table = getItemTable(db.store, asked.TableName);
  const index = indexAsked(table, asked);
  const key = index?.key ?? table.key;
  const { partition, range, leading } = rangeOf(condition, key);
  db.allow(caller, 'dynamodb:Query', resource, leading);
  if (filter) checkFilter(filter, keyNames(key));
  if (filter) checkScalarKeys(pathsOf(filter), table);
  // Without a sort key there is at most one item, so a query cannot be continued.
  const isSingle = !index && !table.key.range;
  if (isSingle && asked.ExclusiveStartKey)
    throw invalid(
      `The provided exclusive start key is invalid: ExclusiveStartKey: ${JSON.stringify(asked.ExclusiveStartKey)}`,
    );
  const backward = !asked.ScanIndexForward;
  const cursor = asked.ExclusiveStartKey && readAttributes(asked.ExclusiveStartKey);
  const rest = cursor && resume(range, cursor, table, index, backward);
  if (rest && !covers({ from: partition, to: after(partition) }, rest.at))
    throw invalid('The provided starting key is outside query boundaries based on provided conditions');
  if (rest && !covers(range, rest.at))
    throw invalid('The provided starting key does not match the range key predicate');
  const page = readPage(db.store, {
    table,
    index,
    range: rest ?? range,
    backward,
    limit: asked.Limit,
    filter,
    consistent: asked.ConsistentRead,
    whole: needsWhole(table, index, asked, projection),
  });
  return {
    Items: shown(page.items, asked, projection),
    Count: page.items.length,
    ScannedCount: page.scanned,
    LastEvaluatedKey: isSingle ? undefined : page.lastKey,
    ConsumedCapacity: consumed(asked.ReturnConsumedCapacity, table, page.charge),
  };
}

function expressionsIn(asked: z.output<typeof query>): {
  condition: Condition;
  filter: Condition | undefined;
  projection: Projection | undefined;
} {
  const { KeyConditionExpression, FilterExpression, ProjectionExpression } = asked;
  if (KeyConditionExpression === undefined)
    throw invalid(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  const known = new Placeholders(asked, { KeyConditionExpression, FilterExpression, ProjectionExpression }, [
    'FilterExpression',
    'KeyConditionExpression',
  ]);
  const condition = parseCondition('KeyConditionExpression', KeyConditionExpression, known);
  const filter =
    FilterExpression === undefined ? undefined : parseCondition('FilterExpression', FilterExpression, known);
  const projection =
    ProjectionExpression === undefined ? undefined : parseProjection(ProjectionExpression, known);
  known.checkAllUsed();
  return { condition, filter, projection };
}

function checkFilter(filter: Condition, keys: string[]) {
  const used = pathsOf(filter).find(([name]) => keys.includes(name));
  if (used)
    throw invalid(
      `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${used[0]}`,
    );
}
