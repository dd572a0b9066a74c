import * as z from 'zod';
import { newsroom } from '../newsroom.ts';

const providers = newsroom.embeds;
type Provider = keyof typeof providers;

const names = Object.keys(providers) as [Provider, ...Provider[]];

/** A piece of another provider's, by its id there: one of the providers that the newsroom allows. */
export type Embed = { kind: 'embed'; provider: Provider; id: string };

export const Embed = z
  .strictObject({
    kind: z.literal('embed'),
    provider: z.enum(names, { error: () => `must be one of: ${names.join(', ')}` }),
    /** As it stands in the provider's own addresses. */
    id: z.string().max(300),
  })
  .refine((embed: Embed) => embedAt(hrefOf(embed))?.id === embed.id, {
    error: 'is not an id of this provider',
    path: ['id'],
  });
/** The provider's page of an embedded piece. */
export const hrefOf = ({ provider, id }: Embed): string => providers[provider].href.replace('{id}', id);

/** What a provider calls itself, for readers. */
export const providerName = ({ provider }: Embed): string => providers[provider].name;

/** The embedded piece whose page an address is, if it is one. */
export function embedAt(address: string): Embed | undefined {
  for (const provider of names) {
    const id = providers[provider].page.exec(address)?.[1];
    if (id !== undefined) return { kind: 'embed', provider, id };
  }
  return undefined;
}
