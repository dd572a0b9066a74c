/** In UTF-16 units. */
export const longestHref = 2000;

/** No spaces, no control or replacement characters, no backslash, which browsers read as a slash. */
export const isOneHref = (href: string) => href.isWellFormed() && !/[\s\p{Cc}\uFFFD\\]/u.test(href);

/** A web address, a mail address, a telephone number, or a path on this site. */
export function hasSafeScheme(href: string) {
  if (href.startsWith('/')) return !href.startsWith('//');
  try {
    const { protocol, hostname, pathname } = new URL(href);
    if (protocol === 'mailto:' || protocol === 'tel:') return pathname !== '';
    return (protocol === 'https:' || protocol === 'http:') && hostname !== '';
  } catch {
    return false;
  }
}

/** Whether a reader may follow it. */
export const isHref = (href: string) => href.length <= longestHref && isOneHref(href) && hasSafeScheme(href);

/** The same link with its two slashes: without them a browser takes a web address for a path on the page it stands on. */
export const withSlashes = (href: string) => href.replace(/^(https?:)\/*/i, '$1//');

/** An address as people write it, as a link: whole, or a path on this site; undefined for what cannot be one. */
export function linkTo(url: string): string | undefined {
  const address = url.trim().replace(/\s/g, '%20');
  const href = address.startsWith('//')
    ? `https:${address}`
    : /^www\./i.test(address)
      ? `https://${address}`
      : address;
  return isHref(href) ? withSlashes(href) : undefined;
}
