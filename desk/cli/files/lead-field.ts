import type { Picture } from '../../../shared/articles/body.ts';
import { lineOfMarkdown } from '../../../shared/articles/markdown.ts';
import { markdownOfSpans } from '../../../shared/articles/markdown-of-spans.ts';

/**
 * A lead picture in front matter as the API takes it: its caption is Markdown there, and every value is text. What is no
 * picture is left for the API's schema to refuse.
 */
export function leadIn(field: unknown): Picture | undefined {
  if (typeof field !== 'object' || field === null) return field as undefined;
  const { caption, decorative, ...picture } = field as Record<string, unknown>;
  return {
    ...picture,
    ...(decorative === undefined ? {} : { decorative: decorative === 'true' ? true : decorative }),
    ...(typeof caption === 'string' ? { caption: lineOfMarkdown(caption).spans } : {}),
  } as Picture;
}

/** The same as it is written; one of which nothing is said is its id. */
export function leadField({ caption, ...picture }: Picture): string | object {
  if (caption === undefined && Object.keys(picture).length === 1) return picture.asset;
  return { ...picture, ...(caption === undefined ? {} : { caption: markdownOfSpans(caption) }) };
}
