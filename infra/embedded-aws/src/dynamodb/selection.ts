import * as z from 'zod';
import type { Attributes } from './attribute.ts';
import { invalid, invalidValues } from './faults.ts';
import { checkScalarKeys } from './key-check.ts';
import { type Projection, project } from './projection.ts';
import { entryParts, type Index, indexNamed, type Table } from './schema.ts';

export const select = z
  .enum(['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'])
  .optional();

type Asked = {
  IndexName?: string | undefined;
  ConsistentRead: boolean;
  Select?: z.output<typeof select>;
};

export function indexAsked(table: Table, { IndexName, ConsistentRead }: Asked): Index | undefined {
  if (IndexName === undefined) return undefined;
  const index = indexNamed(table, IndexName);
  if (!index) throw invalid(`The table does not have the specified index: ${IndexName}`);
  if (ConsistentRead && index.scope === 'global')
    throw invalid('Consistent reads are not supported on global secondary indexes');
  return index;
}

/** Throws when `Select` and the projection contradict each other. */
export function checkSelect({ Select, IndexName }: Asked, projection: Projection | undefined) {
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined)
    throw invalidValues('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  if (Select === 'SPECIFIC_ATTRIBUTES' && !projection)
    throw invalidValues(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  if (projection && Select !== undefined && Select !== 'SPECIFIC_ATTRIBUTES')
    throw invalid(`Cannot specify the ProjectionExpression when choosing to get ${Select}`);
}

/** Whether whole items must be read from the table because the index projects too little; only for local indexes. */
export function needsWhole(
  table: Table,
  index: Index | undefined,
  { Select }: Asked,
  projection: Projection | undefined,
): boolean {
  if (projection) checkScalarKeys(projection.paths, table);
  if (!index || index.projection === 'ALL') return false;
  if (Select === 'ALL_ATTRIBUTES') {
    if (index.scope === 'local') return true;
    throw invalidValues(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  const held = new Set([...entryParts(table, index).map(({ name }) => name), ...index.included]);
  const lacking = (projection?.paths ?? []).map(([name]) => name).filter((name) => !held.has(name));
  if (lacking.length > 0 && index.scope === 'global')
    throw invalidValues(`Global secondary index ${index.name} does not project [${lacking.join(', ')}]`);
  return lacking.length > 0;
}

export const shown = (items: Attributes[], { Select }: Asked, projection: Projection | undefined) =>
  Select === 'COUNT' ? undefined : projection ? items.map((item) => project(item, projection)) : items;
