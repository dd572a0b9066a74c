import type * as z from 'zod';
import { parameters } from '../parameters.ts';
import type { Principal, ServiceContext } from '../service.ts';
import type { ConfigurationSets } from './configuration-sets.ts';
import type { Topics } from './events.ts';
import type { Identities } from './identities.ts';
import type { Post } from './post.ts';
import type { Sending } from './sending-rules.ts';
import type { Suppression } from './suppression.ts';
import { codes } from './wire.ts';

/** What all operations of the service share. */
export type Context = Pick<ServiceContext, 'store' | 'clock' | 'allow'> & {
  identities: Identities;
  sets: ConfigurationSets;
  topics: Topics;
  suppression: Suppression;
  post: Post;
  sending: Sending;
};

/** `label` is the identity, address or configuration set in the path, `sublabel` the event destination. */
export type Call = { principal: Principal; label: string; sublabel: string };

export type Operation = (input: unknown, call: Call) => Promise<unknown>;

export const operation =
  <S extends z.ZodType>(schema: S, run: (input: z.output<S>, call: Call) => Promise<unknown>): Operation =>
  async (input, call) =>
    run(parameters(schema, input, codes), call);
