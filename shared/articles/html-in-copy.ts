import { embedAt } from './embed-at.ts';
import { linkTo } from './href.ts';
import { noLink } from './no-link.ts';

/** What a tag of HTML in copy means; undefined for one that is no formatting: it stays as it was typed. */
export type Tag =
  | { does: 'open'; name: string; mark?: 'strong' | 'emphasis'; link?: string; told?: string }
  | { does: 'close'; name: string }
  | { does: 'break'; by: string }
  | { does: 'list'; next?: number }
  | { does: 'list end' }
  | { does: 'item' }
  | { does: 'picture'; url: string; alt: string; title: string }
  | { does: 'nothing'; told?: string };

const marks: Record<string, 'strong' | 'emphasis'> = {
  b: 'strong',
  strong: 'strong',
  i: 'emphasis',
  em: 'emphasis',
};

const setOf = (names: string) => new Set(names.split(' '));
/** They change how words look, not what they say. */
const looks = setOf('span font u ins small big mark center abbr time bdi bdo cite tt code nobr wbr label');
/** A paragraph ends where they begin or end. */
const blocks = setOf(
  'p div section article aside header footer main nav h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre figure figcaption address hr table thead tbody tfoot tr',
);

/** A tag with its attributes, each with a value: `<main road>` is what somebody wrote. */
const wholeTag =
  /^<(\/?)([a-z][a-z0-9-]*)(?:\s+[a-z:_-][a-z0-9:._-]*\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))*\s*\/?>$/i;

/** Reads a tag as the Markdown parser finds it. */
export function tagIn(html: string): Tag | undefined {
  if (/^<\/?iframe[\s>]/i.test(html)) return iframe(html);
  const [, slash = '', written = ''] = wholeTag.exec(html) ?? [];
  const name = written.toLowerCase();
  if (name === 'br') return { does: 'break', by: '\n' };
  if (name === 'ol' || name === 'ul') return slash ? { does: 'list end' } : listOf(name, html);
  if (name === 'li' && !slash) return { does: 'item' };
  if (blocks.has(name)) return { does: 'break', by: paragraphEnd };
  if (name === 'td' || name === 'th') return { does: 'break', by: ' ' };
  // What is left of powers and indices: without a sign ১০<sup>২</sup> would be another number.
  if (name === 'sup' || name === 'sub') return { does: 'break', by: ' ' };
  if (name === 'img')
    return slash
      ? undefined
      : {
          does: 'picture',
          url: attribute(html, 'src') ?? '',
          alt: attribute(html, 'alt') ?? '',
          title: attribute(html, 'title') ?? '',
        };
  const isInline = name in marks || name === 'a' || looks.has(name);
  if (!isInline) return undefined;
  if (slash) return { does: 'close', name };
  if (html.endsWith('/>')) return { does: 'nothing' };
  const href = name === 'a' ? attribute(html, 'href') : undefined;
  const link = href === undefined ? undefined : linkTo(href);
  return {
    does: 'open',
    name,
    ...(marks[name] ? { mark: marks[name] } : {}),
    ...(link === undefined ? {} : { link }),
    ...(href !== undefined && link === undefined ? { told: noLink(href) } : {}),
  };
}

/** The items of an ordered list have numbers, which nobody typed. */
const listOf = (name: 'ol' | 'ul', html: string): Tag => {
  const start = Number.parseInt(attribute(html, 'start') ?? '1', 10);
  return name === 'ol' && Number.isSafeInteger(start) ? { does: 'list', next: start } : { does: 'list' };
};

/** Stands for the end of a paragraph in text that is still being read: no copy has it. */
export const paragraphEnd = '\u2029';

/** The frame that a provider's share button gives is the address of what it shows. */
function iframe(html: string): Tag | undefined {
  if (html.startsWith('</')) return { does: 'nothing' };
  const source = attribute(html, 'src') ?? '';
  // Facebook's frame has the address of the post as a parameter.
  const address = (URL.canParse(source) && new URL(source).searchParams.get('href')) || source;
  return embedAt(address) ? { does: 'break', by: `${paragraphEnd}${address}${paragraphEnd}` } : undefined;
}

const attribute = (html: string, name: string) => {
  const [, double, single, bare] =
    new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>"']+))`, 'i').exec(html) ?? [];
  return (double ?? single ?? bare)?.replaceAll('&amp;', '&').trim();
};
