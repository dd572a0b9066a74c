import type * as z from 'zod';
import type { Clock } from '../clock.ts';
import { parameters } from '../parameters.ts';
import type { Principal, ServiceContext } from '../service.ts';
import type { Store } from '../store.ts';
import type { Arrived } from './arrivals.ts';
import type { Messages } from './messages.ts';
import type { Queues } from './queues.ts';
import { codes } from './wire.ts';

/** What all operations of the service share. */
export type Context = {
  store: Store;
  clock: Clock;
  allow: ServiceContext['allow'];
  queues: Queues;
  messages: Messages;
  arrived: Arrived;
};

/** The caller, the host name they used, and the signal that they have hung up. */
export type Call = { principal: Principal; host: string; hungUp?: AbortSignal | undefined };

export type Operation = (input: unknown, call: Call) => Promise<unknown>;

export const operation =
  <S extends z.ZodType>(schema: S, run: (input: z.output<S>, call: Call) => Promise<unknown>): Operation =>
  async (input, call) =>
    run(parameters(schema, input, codes), call);
