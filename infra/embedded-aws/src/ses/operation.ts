import type * as z from 'zod';
import { parameters } from '../parameters.ts';
import type { Principal, ServiceContext } from '../service.ts';
import type { Identities } from './identities.ts';
import type { Mails } from './mails.ts';
import type { Sending } from './sending-rules.ts';
import { codes } from './wire.ts';

/** What all operations of the service share. */
export type Context = Pick<ServiceContext, 'store' | 'clock' | 'allow'> & {
  identities: Identities;
  mails: Mails;
  sending: Sending;
};

/** `label` is the identity or address in the path. */
export type Call = { principal: Principal; label: string };

export type Operation = (input: unknown, call: Call) => Promise<unknown>;

export const operation =
  <S extends z.ZodType>(schema: S, run: (input: z.output<S>, call: Call) => Promise<unknown>): Operation =>
  async (input, call) =>
    run(parameters(schema, input, codes), call);
