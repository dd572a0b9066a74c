import { embeds, type Form } from '../embeds.ts';

export type Provider = keyof typeof embeds;

export const providers = Object.keys(embeds) as [Provider, ...Provider[]];

/** In UTF-16 units. */
export const longestId = 300;

/** Embedded media (a video, a post) of a provider that the newsroom allows, named by its id there. */
export type Embed = { kind: 'embed'; provider: Provider; id: string };

const formsOf = (provider: Provider): readonly Form[] => embeds[provider].forms;

/** The URL of the provider's page for an embed: of the form that has such ids. */
export function hrefOf({ provider, id }: Embed): string {
  const hrefs = formsOf(provider).map(({ href }) => href.replace('{id}', id));
  return hrefs.find((href) => embedAt(href)?.id === id) ?? hrefs[0] ?? '';
}

/** Where an embed can be played in a frame, and its shape; undefined for posts, and for addresses that hide what is there. */
export function frameOf(embed: Embed): Form['frame'] {
  const href = hrefOf(embed);
  const form = formsOf(embed.provider).find((one) => one.href.replace('{id}', embed.id) === href);
  return (
    form?.frame && {
      shape: form.frame.shape,
      src: form.frame.src
        .replace('{id}', embed.id)
        .replace('{name}', embed.id.split('/').at(-1) ?? '')
        .replace('{href}', encodeURIComponent(href)),
    }
  );
}

/** The origins that frames of embeds may have. */
export const frameOrigins = (): string[] => {
  const forms = providers.flatMap(formsOf);
  return [...new Set(forms.flatMap(({ frame }) => (frame ? new URL(frame.src).origin : [])))];
};

/** Whether a provider has ids of this form. */
export const isEmbed = (embed: Embed) => embedAt(hrefOf(embed))?.id === embed.id;

/** The embed of a provider's id; undefined for a provider that is not allowed, and for what is no id there. */
export function embedOf(provider: string, id: string): Embed | undefined {
  const known = providers.find((name) => name === provider);
  const embed = known && { kind: 'embed' as const, provider: known, id };
  return embed && id.length <= longestId && isEmbed(embed) ? embed : undefined;
}

/** The text of a link to an embed: what is there, and where. */
export const linkText = ({ provider }: Embed): string => embeds[provider].link;

/** The provider's name, for readers. */
export const providerName = ({ provider }: Embed): string => embeds[provider].name;

/** The embed whose provider page is at this URL, in any form that the provider's share buttons give; undefined for others. */
export function embedAt(address: string): Embed | undefined {
  const page = pageOf(address);
  if (page === undefined) return undefined;
  for (const provider of providers)
    for (const form of formsOf(provider)) {
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
