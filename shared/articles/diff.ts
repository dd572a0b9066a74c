import * as z from 'zod';
import { newsroom } from '../newsroom.ts';
import type { Content } from './content.ts';
import { markdownOfEach } from './markdown-of.ts';
import { markdownOfSpans } from './markdown-of-spans.ts';
import { type By, Part, partsBetween } from './parts.ts';

/** The fields of a content, in the order its page shows them. */
const Field = z.enum([
  'section',
  'shoulder',
  'headline',
  'standfirst',
  'bylines',
  'dateline',
  'body',
  'source',
  'tags',
  'alert',
]);
export type Field = z.infer<typeof Field>;

/** What changed from one content to another: the fields that differ, each as one text with what came and went. */
export const Diff = z.array(z.object({ field: Field, parts: z.array(Part) }));
export type Diff = z.infer<typeof Diff>;

/**
 * What changed between two contents, for an editor to see. Of every field, what is the same or removed joins to its old
 * text, what is the same or added to its new. A body is compared as Markdown, so that its form shows too.
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
    case 'source':
      return content.source ? [sourceOf(content.source)] : [];
    default:
      return [content[field] ?? []].flat();
  }
}

const sourceOf = ({ name, url }: NonNullable<Content['source']>) =>
  markdownOfSpans([{ text: name, ...(url !== undefined && { link: url }) }]);
