import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type * as z from 'zod';
import type { Content } from '../../../shared/articles/content.ts';
import { Filing } from '../../../shared/articles/filing.ts';
import { markdownOf } from '../../../shared/articles/markdown-of.ts';
import { wordsOf } from '../../../shared/field-problems.ts';
import { articleIdOf } from '../api/article-id.ts';
import { UsageError } from '../usage-error.ts';
import { fieldProblems } from './field-problems.ts';
import { readFrontMatter, withField } from './front-matter.ts';
import { leadField, leadIn } from './lead-field.ts';
import { type NamedPicture, namedPictures, picturesElsewhere, withAssets } from './named-pictures.ts';
import { pathOf, readText } from './text-file.ts';

/** An article as a file: its fields as front matter, its body in Markdown. */
export type ArticleFile = {
  /** The id of the article, if the file has one. */
  id: string | undefined;
  /** What is sent to the API, the body as it was written. */
  content: z.input<typeof Filing>;
  /** The line of the file on which its text begins. */
  bodyLine: number;
  /** The files of pictures that it names. */
  pictures: NamedPicture[];
  /** The same with assets in the places of these files, by their paths. */
  withAssets: (assets: ReadonlyMap<string, string>) => ArticleFile;
  /** Writes the id into the file. */
  saveId: (id: string) => void;
};

/** Reads an article from a file. Throws with every field that the API would refuse. */
export async function readArticleFile(name: string): Promise<ArticleFile> {
  const raw = readText(name);
  const matter = readFrontMatter(raw, name);
  const { fields, body, bodyLine } = matter;
  const { id, ...others } = fields;
  const { lead, ...written } = normalised(others);
  const text = { lead: leadIn(lead), body };
  const elsewhere = picturesElsewhere(text, name, matter);
  if (elsewhere.length > 0) throw new UsageError(`${name} cannot be filed as it is`, elsewhere);
  const pictures = namedPictures(text, name);
  const contentWith = (assets: ReadonlyMap<string, string>) => ({
    ...written,
    ...withAssets(text, name, assets),
  });
  // Of files that are not uploaded yet everything can be checked but what they are.
  const stand = new Map(pictures.map(({ path }) => [path, 'ast_000000000000']));
  const { error } = await Filing.safeParseAsync(contentWith(stand), { error: wordsOf });
  if (error) throw new UsageError(`${name} cannot be filed as it is`, fieldProblems(error, matter));
  const fileWith = (assets: ReadonlyMap<string, string>): ArticleFile => ({
    id: id === undefined ? undefined : articleIdOf(String(id)),
    bodyLine,
    content: contentWith(assets) as z.input<typeof Filing>,
    pictures,
    withAssets: fileWith,
    saveId: (saved) => writeFileSync(pathOf(name), withField(raw, 'id', saved)),
  });
  return fileWith(new Map());
}

/** The text of such a file for an article, to be changed and filed again. */
export function articleFileOf(id: string, { body, lead: picture, ...fields }: Content): string {
  const lead = picture && leadField(picture);
  const { section, headline, shoulder, standfirst, bylines, dateline, source, tags, slug, alert } = fields;
  const inOrder = {
    id,
    section,
    shoulder,
    headline,
    standfirst,
    bylines,
    lead,
    dateline,
    source,
    tags,
    slug,
    alert,
  };
  return `---\n${stringify(inOrder, { lineWidth: 0 })}---\n\n${markdownOf(body)}\n`;
}

/** A single name is taken for a list of one, or for the name of the source. */
function normalised({ bylines, tags, source, ...others }: Record<string, unknown>): Record<string, unknown> {
  const fields = withLead(others);
  const listed = (value: unknown) => (typeof value === 'string' ? [value] : value);
  return {
    ...fields,
    ...(bylines === undefined ? {} : { bylines: listed(bylines) }),
    ...(tags === undefined ? {} : { tags: listed(tags) }),
    ...(source === undefined ? {} : { source: typeof source === 'string' ? { name: source } : source }),
  };
}

/** `lead: photo.jpg` with `lead-alt`, `lead-credit`, `lead-caption` beside it is one field. */
function withLead({
  lead,
  'lead-alt': alt,
  'lead-credit': credit,
  'lead-caption': caption,
  ...fields
}: Record<string, unknown>): Record<string, unknown> {
  if (lead === undefined) return fields;
  if (typeof lead !== 'string') return { ...fields, lead };
  const told = Object.entries({ alt, credit, caption }).filter(([, value]) => value !== undefined);
  return { ...fields, lead: { asset: lead, ...Object.fromEntries(told) } };
}
