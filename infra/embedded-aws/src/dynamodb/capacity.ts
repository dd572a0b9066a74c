import { indexNamed, type Table } from './schema.ts';

/** The units a call consumed of one table and of its indexes. */
export type Charge = { table: number; indexes: Map<string, number> };

export type CapacityMode = 'INDEXES' | 'TOTAL' | 'NONE';

export const writeUnits = (size: number) => Math.max(1, Math.ceil(size / 1024));

/** An eventually consistent read costs half. */
export const readUnits = (size: number, consistent: boolean) =>
  Math.max(1, Math.ceil(size / 4096)) * (consistent ? 1 : 0.5);

export const tableCharge = (table: number): Charge => ({ table, indexes: new Map() });

/** The charge in a transaction: DynamoDB doubles the units of the table, but not those of its indexes. */
export const inTransaction = ({ table, indexes }: Charge): Charge => ({ table: table * 2, indexes });

export function consumed(mode: CapacityMode, table: Table, { table: units, indexes }: Charge, kind?: Kind) {
  if (mode === 'NONE') return undefined;
  const total = [...indexes.values()].reduce((sum, more) => sum + more, units);
  const measure = (amount: number) => ({
    CapacityUnits: amount,
    ...(kind ? { [`${kind}CapacityUnits`]: amount } : {}),
  });
  const of = (scope: 'global' | 'local') => {
    const found = [...indexes].filter(([name]) => indexNamed(table, name)?.scope === scope);
    return found.length > 0
      ? Object.fromEntries(found.map(([name, amount]) => [name, measure(amount)]))
      : undefined;
  };
  if (mode === 'TOTAL') return { TableName: table.name, ...measure(total) };
  return {
    TableName: table.name,
    ...measure(total),
    Table: measure(units),
    GlobalSecondaryIndexes: of('global'),
    LocalSecondaryIndexes: of('local'),
  };
}

/** Transactions also say which kind of units they consumed. */
type Kind = 'Read' | 'Write';

/** Adds up the units of a call with several actions, by table. */
export class Bill {
  private readonly charges = new Map<string, { table: Table; charge: Charge }>();

  add(table: Table, { table: units, indexes }: Charge) {
    const { charge } = this.charges.get(table.name) ?? { charge: tableCharge(0) };
    charge.table += units;
    for (const [name, amount] of indexes) charge.indexes.set(name, (charge.indexes.get(name) ?? 0) + amount);
    this.charges.set(table.name, { table, charge });
  }

  consumed(mode: CapacityMode, kind?: Kind) {
    if (mode === 'NONE') return undefined;
    return [...this.charges.values()].map(({ table, charge }) => consumed(mode, table, charge, kind));
  }
}
