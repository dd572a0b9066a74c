import type * as z from 'zod';
import { parameters } from '../parameters.ts';
import type { Ground, Principal } from '../service.ts';
import type { Identities } from './identities.ts';
import type { Mails } from './mails.ts';
import { codes } from './wire.ts';

/** What the operations work on. */
export type Context = Pick<Ground, 'store' | 'clock' | 'allow'> & { identities: Identities; mails: Mails };

/** `label` is what the path names: an identity or an address. */
export type Call = { principal: Principal; label: string };

export type Operation = (input: unknown, call: Call) => Promise<unknown>;

export const operation =
  <S extends z.ZodType>(schema: S, run: (input: z.output<S>, call: Call) => Promise<unknown>): Operation =>
  async (input, call) =>
    run(parameters(schema, input, codes), call);
