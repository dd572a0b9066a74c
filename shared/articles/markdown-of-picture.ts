import type { Picture } from './body.ts';
import { markdownOfSpans } from './markdown-of-spans.ts';

/** A picture as Markdown: `![alt](ast_…#wide "caption | credit")`. */
export function markdownOfPicture({ asset, alt = '', decorative, credit, caption, crop }: Picture): string {
  const options = [...(crop ? [crop] : []), ...(decorative ? ['decorative'] : [])].join(',');
  const words = caption ? withoutBars(markdownOfSpans(caption)) : '';
  const title = credit === undefined ? words : `${words}${words ? ' ' : ''}| ${credit}`;
  return `![${asLabel(alt)}](${asset}${options && `#${options}`}${title && ` "${asTitle(title)}"`})`;
}

/** A bar in a caption, escaped or not, as a reference: the first one ends it. */
const withoutBars = (markdown: string) =>
  markdown.replace(/\\(.)|\|/g, (found, escaped?: string) =>
    escaped === undefined || escaped === '|' ? asReference('|') : found,
  );

/** Signs as references, where they would end the label or mean something in it. */
const asLabel = (text: string) => text.replace(/[\n[\]\\`*_<>&]/g, asReference);
const asTitle = (text: string) => text.replace(/[\n"\\<>&]/g, asReference);

const asReference = (sign: string) => `&#x${sign.charCodeAt(0).toString(16).toUpperCase()};`;
