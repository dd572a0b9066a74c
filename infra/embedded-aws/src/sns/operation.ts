import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { parameters } from '../parameters.ts';
import type { Principal, ServiceContext } from '../service.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { Store } from '../store.ts';
import type { Xml } from '../xml.ts';
import type { openHttpDeliveries } from './http-deliveries.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Topics } from './topics.ts';
import { codes } from './wire.ts';

/** What all operations of the service share. */
export type Context = {
  store: Store;
  clock: Clock;
  allow: ServiceContext['allow'];
  topics: Topics;
  subscriptions: Subscriptions;
  sqs: Pick<Sqs, 'enqueue' | 'count'>;
  http: Pick<ReturnType<typeof openHttpDeliveries>, 'add'>;
  /** Where this server is reached. */
  origin: () => string;
};

export type Operation = (input: unknown, principal: Principal) => Promise<Xml>;

export const operation =
  <S extends z.ZodType>(
    schema: S,
    run: (input: z.output<S>, principal: Principal) => Promise<Xml>,
  ): Operation =>
  async (input, principal) =>
    run(parameters(schema, input, codes), principal);

/** A list or a map as a parameter. In a form, an empty one is an empty text. */
export const listOf = <S extends z.ZodType>(one: S) =>
  z.preprocess((form) => (form === '' ? [] : form), z.array(one));
export const mapOf = <S extends z.ZodType>(one: S) =>
  z.preprocess((form) => (form === '' ? {} : form), z.record(z.string(), one)).default({});

/** A map in the XML of the query protocol. */
export const entries = (record: Record<string, string>): Xml => ({
  entry: Object.entries(record).map(([key, value]) => ({ key, value })),
});

/** One page of up to 100 results, and the token of the next. */
export function page<T>(found: T[], keyOf: (one: T) => string): { shown: T[]; NextToken?: string } {
  const shown = found.slice(0, pageSize);
  const last = shown.at(-1);
  return found.length > pageSize && last !== undefined
    ? { shown, NextToken: Buffer.from(keyOf(last)).toString('base64url') }
    : { shown };
}
export const pageSize = 100;
export const afterOf = (token = '') => Buffer.from(token, 'base64url').toString();
