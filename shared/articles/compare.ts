import { newsroom } from '../newsroom.ts';
import type { Content } from './content.ts';
import { type Diff, Field } from './diff.ts';
import { markdownOfEach } from './markdown-of.ts';
import { markdownOfPicture } from './markdown-of-picture.ts';
import { markdownOfSpans } from './markdown-of-spans.ts';
import { type By, partsBetween } from './parts.ts';

/**
 * Compares two contents for an editor. In each field the same and removed parts join to the old text, the same and
 * added parts to the new. A body is compared as Markdown, so that changes of formatting show too.
 */
export const diffOf = (before: Content, after: Content, by: By): Diff =>
  Field.options.flatMap((field) => {
    const gap = field === 'body' ? '\n\n' : '\n';
    const parts = partsBetween(paragraphsOf(before, field), paragraphsOf(after, field), gap, by);
    return parts.some(({ kind }) => kind !== 'same') ? [{ field, parts }] : [];
  });

const alerts = { none: 'নেই', section: 'বিভাগের পাঠকদের', breaking: 'সব পাঠককে' } as const;

function paragraphsOf(content: Content, field: Field): string[] {
  switch (field) {
    case 'section':
      return [newsroom.sections[content.section]];
    case 'alert':
      return [alerts[content.alert]];
    case 'body':
      return markdownOfEach(content.body);
    case 'bylines':
    case 'tags':
      return content[field];
    case 'lead':
      return content.lead ? [markdownOfPicture(content.lead)] : [];
    case 'source':
      return content.source ? [sourceOf(content.source)] : [];
    default:
      return [content[field] ?? []].flat();
  }
}

const sourceOf = ({ name, url }: NonNullable<Content['source']>) =>
  markdownOfSpans([{ text: name, ...(url !== undefined && { link: url }) }]);
