import { excerptOf } from './alteration.ts';
import { Link } from './body.ts';

/** An address as people write it, as a link: whole, or a path on this site; undefined for what cannot be one. */
export function linkTo(url: string): string | undefined {
  const address = url.trim().replace(/\s/g, '%20');
  const href = address.startsWith('//')
    ? `https:${address}`
    : /^www\./i.test(address)
      ? `https://${address}`
      : address;
  return Link.safeParse(href).success ? href : undefined;
}

/** What is said of a link that was left out. */
export const noLink = (url: string) =>
  `The link was left out, its words are in the text: “${excerptOf(url)}” is no address that readers can follow. Write it with https://`;
