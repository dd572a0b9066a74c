import * as z from 'zod';
import type { Principal } from '../service.ts';
import { readAttributes } from './attribute.ts';
import { consumed } from './capacity.ts';
import { pathsOf } from './change.ts';
import { parseCondition } from './condition.ts';
import type { Database } from './database.ts';
import { invalid } from './faults.ts';
import { checkScalarKeys } from './key-check.ts';
import { segmentRange } from './keys.ts';
import { covers, readPage, resume } from './page.ts';
import { Placeholders } from './placeholders.ts';
import { parseProjection } from './projection.ts';
import { pageRequest } from './query.ts';
import { read } from './request.ts';
import { checkSelect, indexAsked, needsWhole, shown } from './selection.ts';
import { getItemTable, tableArn } from './tables.ts';

const scan = z.strictObject({
  ...pageRequest,
  Segment: z.int().min(0).max(999_999).optional(),
  TotalSegments: z.int().min(1).max(1_000_000).optional(),
});

export function scanCall(db: Database, caller: Principal, input: unknown) {
  const asked = read(scan, input);
  const arn = tableArn(asked.TableName);
  db.allow(caller, 'dynamodb:Scan', asked.IndexName === undefined ? arn : `${arn}/index/${asked.IndexName}`);
  const { Segment = 0, TotalSegments = 1, FilterExpression, ProjectionExpression } = asked;
  checkSegments(asked);
  const known = new Placeholders(asked, { ProjectionExpression, FilterExpression }, ['FilterExpression']);
  const filter =
    FilterExpression === undefined ? undefined : parseCondition('FilterExpression', FilterExpression, known);
  const projection =
    ProjectionExpression === undefined ? undefined : parseProjection(ProjectionExpression, known);
  known.checkAllUsed();
  checkSelect(asked, projection);
  const table = getItemTable(db.store, asked.TableName);
  const index = indexAsked(table, asked);
  if (filter) checkScalarKeys(pathsOf(filter), table);
  const range = segmentRange(Segment, TotalSegments);
  const cursor = asked.ExclusiveStartKey && readAttributes(asked.ExclusiveStartKey);
  const rest = cursor && resume(range, cursor, table, index, false);
  if (rest && !covers(range, rest.at))
    throw invalid(
      `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${TotalSegments} Segment: ${Segment}`,
    );
  const page = readPage(db.store, {
    table,
    index,
    range: rest ?? range,
    limit: asked.Limit,
    filter,
    consistent: asked.ConsistentRead,
    whole: needsWhole(table, index, asked, projection),
  });
  return {
    Items: shown(page.items, asked, projection),
    Count: page.items.length,
    ScannedCount: page.scanned,
    LastEvaluatedKey: page.lastKey,
    ConsumedCapacity: consumed(asked.ReturnConsumedCapacity, table, page.charge),
  };
}

function checkSegments({ Segment, TotalSegments }: z.output<typeof scan>) {
  if (Segment !== undefined && TotalSegments === undefined)
    throw invalid(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  if (TotalSegments !== undefined && Segment === undefined)
    throw invalid(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  if (Segment !== undefined && TotalSegments !== undefined && Segment >= TotalSegments)
    throw invalid(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
}
