import * as z from 'zod';
import type { Principal } from '../service.ts';
import { type Attributes, readAttributes } from './attribute.ts';
import { consumed } from './capacity.ts';
import { attributesOf, type Change, carryOut, type Plan, plan } from './change.ts';
import { type Condition, parseCondition } from './condition.ts';
import { type Database, durably } from './database.ts';
import { invalid } from './faults.ts';
import { collectionAt } from './item-collections.ts';
import { leadingKeys } from './leading-keys.ts';
import { Placeholders } from './placeholders.ts';
import { project, projectionOf } from './projection.ts';
import { anyMap, capacity, collectionMetrics, onFailure, placeholders, read, table } from './request.ts';
import { getItemTable, tableArn } from './tables.ts';
import { type Action, parseUpdate } from './update-expression.ts';

const returned = ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'] as const;

const common = {
  TableName: table,
  ConditionExpression: z.string().optional(),
  ...placeholders,
  ReturnValuesOnConditionCheckFailure: onFailure,
};
// In the order in which DynamoDB reports invalid members.
const alone = {
  ReturnConsumedCapacity: capacity,
  TableName: table,
  ReturnItemCollectionMetrics: collectionMetrics,
  ReturnValues: z.enum(returned).default('NONE'),
};

/** The writes of a transaction, which are also the core of PutItem, UpdateItem and DeleteItem. */
export const put = z.strictObject({ ...common, Item: anyMap });
export const update = z.strictObject({ ...common, Key: anyMap, UpdateExpression: z.string().optional() });
export const remove = z.strictObject({ ...common, Key: anyMap });

const putItem = z.strictObject({ ...alone, ...put.shape });
const updateItem = z.strictObject({ ...alone, ...update.shape });
const deleteItem = z.strictObject({ ...alone, ...remove.shape });

type Asked = z.output<typeof put> | z.output<typeof update> | z.output<typeof remove>;

/** Validates one write as far as is possible without the table. */
export function changeOf(action: Change['action'], asked: Asked): Change {
  const expressions = {
    ...(action === 'UpdateItem' ? { UpdateExpression: updateIn(asked) } : {}),
    ConditionExpression: asked.ConditionExpression,
  };
  const known = new Placeholders(asked, expressions, Object.keys(expressions));
  const change = {
    table: asked.TableName,
    tellsOld: asked.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
  const attributes = readAttributes('Item' in asked ? asked.Item : asked.Key);
  const actions = parseOptional(expressions.UpdateExpression, (text) => parseUpdate(text, known)) ?? [];
  const condition = parseOptional<Condition>(asked.ConditionExpression, (text) =>
    parseCondition('ConditionExpression', text, known),
  );
  known.checkAllUsed();
  if (action === 'PutItem') return { ...change, condition, action, item: attributes };
  if (action === 'UpdateItem') return { ...change, condition, action, key: attributes, update: actions };
  return { ...change, condition, action, key: attributes };
}

const updateIn = (asked: Asked) => ('UpdateExpression' in asked ? asked.UpdateExpression : undefined);

const parseOptional = <T>(text: string | undefined, parse: (text: string) => T) =>
  text === undefined ? undefined : parse(text);

export const putItemCall = async (db: Database, caller: Principal, input: unknown) =>
  write(db, caller, 'PutItem', read(putItem, input));

export const updateItemCall = async (db: Database, caller: Principal, input: unknown) =>
  write(db, caller, 'UpdateItem', read(updateItem, input));

export const deleteItemCall = async (db: Database, caller: Principal, input: unknown) =>
  write(db, caller, 'DeleteItem', read(deleteItem, input));

async function write(
  db: Database,
  caller: Principal,
  action: 'PutItem' | 'UpdateItem' | 'DeleteItem',
  asked: z.output<typeof putItem> | z.output<typeof updateItem> | z.output<typeof deleteItem>,
) {
  const keys = leadingKeys(db, asked.TableName, readAttributes('Item' in asked ? asked.Item : asked.Key));
  db.allow(caller, `dynamodb:${action}`, tableArn(asked.TableName), keys);
  const { ReturnValues: mode } = asked;
  if (action !== 'UpdateItem' && mode !== 'ALL_OLD' && mode !== 'NONE')
    throw invalid('ReturnValues can only be ALL_OLD or NONE');
  const change = changeOf(action, asked);
  return durably(db, (touched) => {
    const planned = plan(db.store, getItemTable(db.store, change.table), change);
    const charge = carryOut(db, planned, touched);
    return {
      Attributes: returnedBy(mode, planned, 'update' in change ? change.update : []),
      ConsumedCapacity: consumed(asked.ReturnConsumedCapacity, planned.table, charge),
      ItemCollectionMetrics: collectionAt(db.store, asked.ReturnItemCollectionMetrics, {
        table: planned.table,
        item: attributesOf(change),
      }),
    };
  });
}

function returnedBy(mode: (typeof returned)[number], { old, next }: Plan, actions: Action[]) {
  const from = mode.endsWith('OLD') ? old?.item : mode.endsWith('NEW') ? next?.item : undefined;
  if (!from || mode.startsWith('ALL')) return from;
  const changed: Attributes = project(from, projectionOf(actions.map(({ path }) => path)));
  return Object.keys(changed).length > 0 ? changed : undefined;
}
