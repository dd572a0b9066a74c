import * as z from 'zod';
import type { Principal } from '../service.ts';
import { type Database, durably } from './database.ts';
import { invalidValues, notFound } from './faults.ts';
import { read } from './request.ts';
import type { Table } from './schema.ts';
import { tags } from './table-request.ts';
import { findTable, saveTable, tableName } from './tables.ts';

const tagResource = z.strictObject({ ResourceArn: z.string().min(1), Tags: tags });

export async function tagResourceCall(db: Database, caller: Principal, input: unknown) {
  const { ResourceArn, Tags } = read(tagResource, input);
  db.allow(caller, 'dynamodb:TagResource', ResourceArn);
  const given = new Set(Tags.map(({ Key }) => Key));
  return retag(db, ResourceArn, (old) => [...old.filter(({ Key }) => !given.has(Key)), ...Tags]);
}

const untagResource = z.strictObject({ ResourceArn: z.string().min(1), TagKeys: z.array(z.string()) });

export async function untagResourceCall(db: Database, caller: Principal, input: unknown) {
  const { ResourceArn, TagKeys } = read(untagResource, input);
  db.allow(caller, 'dynamodb:UntagResource', ResourceArn);
  return retag(db, ResourceArn, (old) => old.filter(({ Key }) => !TagKeys.includes(Key)));
}

const listTags = z.strictObject({ ResourceArn: z.string().min(1), NextToken: z.string().optional() });

/** A table has at most 50 tags, so one page is enough. */
export function listTagsCall(db: Database, caller: Principal, input: unknown) {
  const { ResourceArn } = read(listTags, input);
  db.allow(caller, 'dynamodb:ListTagsOfResource', ResourceArn);
  return { Tags: tableAt(db, ResourceArn).tags };
}

const retag = (db: Database, arn: string, change: (old: Table['tags']) => Table['tags']) =>
  durably(db, () => {
    const table = tableAt(db, arn);
    saveTable(db.store, { ...table, tags: change(table.tags) });
    return {};
  });

function tableAt({ store }: Database, arn: string): Table {
  if (!arn.startsWith('arn:')) throw invalidValues(`ARNs must start with 'arn:': ${arn}`);
  if (!/^arn:[^:]+:dynamodb:/.test(arn))
    throw invalidValues(`Provided Arn is not a DynamoDB resource arn: ${arn}`);
  const table = findTable(store, tableName(arn));
  if (table?.arn === arn) return table;
  throw notFound(`ResourcArn: ${arn} not found`);
}
