import type { Intercept } from 'embedded-aws';
import { functions } from '../topology.ts';

/** What calls cost, between two readings: how many, of which kind, the capacity units, the objects and their bytes. */
export type Cost = {
  calls: Record<string, number>;
  requests: number;
  readUnits: number;
  writeUnits: number;
  objects: number;
  bytes: number;
  paths: number;
};

const nothing = (): Cost => ({
  calls: {},
  requests: 0,
  readUnits: 0,
  writeUnits: 0,
  objects: 0,
  bytes: 0,
  paths: 0,
});

const writing = new Set(['PutItem', 'DeleteItem', 'UpdateItem', 'TransactWriteItems', 'BatchWriteItem']);

const reading = new Set(['GetItem', 'BatchGetItem', 'TransactGetItems', 'Query', 'Scan']);

/** The operator is no function, and the clock strikes and logs come when they do: while something is measured, too. */
const uncounted = new Set([
  'operator',
  ...functions.flatMap(([name, { on }]) => ('every' in on || 'arrives' in on ? [name as string] : [])),
]);

/** Counts what functions ask of the cloud. DynamoDB is asked to say what each call costs, as it would on a bill. */
export function meter(without = uncounted): { intercept: Intercept; read: () => Cost } {
  let cost = nothing();
  const intercept: Intercept = async (call, go) => {
    if (without.has(call.principal)) return go();
    cost.requests++;
    const name = `${call.service} ${call.action}`;
    cost.calls[name] = (cost.calls[name] ?? 0) + 1;
    if (call.service === 's3' && call.action === 'PutObject') {
      cost.objects++;
      cost.bytes += call.body.length;
    }
    if (call.service === 'cloudfront') cost.paths += call.body.toString().split('<Path>').length - 1;
    if (call.service !== 'dynamodb' || !(writing.has(call.action) || reading.has(call.action))) return go();
    const asked = { ...JSON.parse(call.body.toString()), ReturnConsumedCapacity: 'TOTAL' };
    const answer = await go({ body: Buffer.from(JSON.stringify(asked)) });
    const { ConsumedCapacity = [] } = JSON.parse(String(answer.body)) as {
      ConsumedCapacity?: { CapacityUnits: number } | { CapacityUnits: number }[];
    };
    const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
    if (writing.has(call.action)) cost.writeUnits += units;
    else cost.readUnits += units;
    return answer;
  };
  const read = () => {
    const taken = cost;
    cost = nothing();
    return taken;
  };
  return { intercept, read };
}
