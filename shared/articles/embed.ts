import * as z from 'zod';
import { newsroom } from '../newsroom.ts';

const providers = newsroom.embeds;
type Provider = keyof typeof providers;

const names = Object.keys(providers) as [Provider, ...Provider[]];

/** Embedded media (a video, a post) of a provider that the newsroom allows, named by its id there. */
export type Embed = { kind: 'embed'; provider: Provider; id: string };

export const Embed = z
  .strictObject({
    kind: z.literal('embed'),
    provider: z.enum(names, { error: () => `must be one of: ${names.join(', ')}` }),
    /** The id as in the provider's own URLs. */
    id: z.string().max(300),
  })
  .refine((embed: Embed) => embedAt(hrefOf(embed))?.id === embed.id, {
    error: 'is not an id of this provider',
    path: ['id'],
  });
/** The URL of the provider's page for an embed. */
export const hrefOf = ({ provider, id }: Embed): string => providers[provider].href.replace('{id}', id);

/** The provider's name, for readers. */
export const providerName = ({ provider }: Embed): string => providers[provider].name;

/** The embed whose provider page is at this URL; undefined for any other URL. */
export function embedAt(address: string): Embed | undefined {
  for (const provider of names) {
    const id = providers[provider].page.exec(address)?.[1];
    if (id !== undefined) return { kind: 'embed', provider, id };
  }
  return undefined;
}
