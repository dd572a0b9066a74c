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
/** The URL of the provider's page for an embed: of the form that has such ids. */
export function hrefOf({ provider, id }: Embed): string {
  const hrefs = providers[provider].forms.map(({ href }) => href.replace('{id}', id));
  return hrefs.find((href) => embedAt(href)?.id === id) ?? hrefs[0] ?? '';
}

/** The provider's name, for readers. */
export const providerName = ({ provider }: Embed): string => providers[provider].name;

/** The embed whose provider page is at this URL, in any form that the provider's share buttons give; undefined for others. */
export function embedAt(address: string): Embed | undefined {
  const page = pageOf(address);
  if (page === undefined) return undefined;
  for (const provider of names)
    for (const form of providers[provider].forms) {
      const id = form.page.exec(page)?.[1];
      if (id !== undefined) return { kind: 'embed', provider, id };
    }
  return undefined;
}

/** An address as the forms have it: `youtube.com/watch?v=…`. Other parameters say who shared it, or from which second. */
function pageOf(address: string): string | undefined {
  if (!/^https?:\/\/[^\s\\]{1,2000}$/.test(address) || !URL.canParse(address)) return undefined;
  const { host, pathname, searchParams, username } = new URL(address);
  if (username !== '') return undefined;
  const video = searchParams.get('v');
  const path = pathname.replace(/\/+$/, '');
  return `${host.replace(/^(?:www|m|mobile|web)\./, '')}${path}${video === null ? '' : `?v=${video}`}`;
}
