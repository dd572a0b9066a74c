import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stringify } from 'yaml';
import type * as z from 'zod';
import type { Content } from '../../shared/articles/content.ts';
import { Filing } from '../../shared/articles/filing.ts';
import { markdownOf } from '../../shared/articles/markdown-of.ts';
import type { FieldProblem } from '../../shared/problem.ts';
import { articleIdOf } from './article-id.ts';
import { readFrontMatter, withField } from './front-matter.ts';
import { Mistake } from './mistake.ts';
import { textIn } from './text-file.ts';

/** An article in a file: its fields as front matter, its body below in Markdown. */
export type ArticleFile = {
  /** The article it is a copy of, once it is filed. */
  id: string | undefined;
  /** What the API takes; the body is sent as it was written. */
  content: z.input<typeof Filing>;
  /** Writes the id into the file. */
  saveId: (id: string) => void;
};

/** Reads an article from a file, and refuses one that the API would refuse: every field that is wrong at once. */
export function readArticleFile(name: string): ArticleFile {
  const path = resolve(process.env.INIT_CWD ?? '.', name);
  const raw = textIn(path, name);
  const { fields, body, lineOf } = readFrontMatter(raw, name);
  const { id, ...given } = fields;
  const content = { ...eased(given), body };
  const { error } = Filing.safeParse(content);
  const found = (error?.issues ?? []).flatMap((issue) => problemsOf(issue, content, lineOf));
  const errors = [...new Map(found.map((one) => [one.pointer, one])).values()];
  if (errors.length > 0) throw new Mistake(`${name} cannot be filed as it is`, errors);
  return {
    id: id === undefined ? undefined : articleIdOf(String(id)),
    content: content as z.input<typeof Filing>,
    saveId: (saved) => writeFileSync(path, withField(raw, 'id', saved)),
  };
}

/** An article as such a file, to be changed and filed again. */
export function articleFileOf(id: string, { body, ...fields }: Content): string {
  const { section, headline, shoulder, standfirst, bylines, dateline, source, tags, alert } = fields;
  const inOrder = { id, section, shoulder, headline, standfirst, bylines, dateline, source, tags, alert };
  return `---\n${stringify(inOrder, { lineWidth: 0 })}---\n\n${markdownOf(body)}\n`;
}

/** One name may stand where a list of them or a source is meant. */
function eased({ bylines, tags, source, ...fields }: Record<string, unknown>): Record<string, unknown> {
  const listed = (value: unknown) => (typeof value === 'string' ? [value] : value);
  return {
    ...fields,
    ...(bylines === undefined ? {} : { bylines: listed(bylines) }),
    ...(tags === undefined ? {} : { tags: listed(tags) }),
    ...(source === undefined ? {} : { source: typeof source === 'string' ? { name: source } : source }),
  };
}

const known = Object.keys(Filing.shape).filter((field) => field !== 'body');

function problemsOf(
  issue: z.core.$ZodIssue,
  content: object,
  lineOf: (path: readonly PropertyKey[]) => number | undefined,
): FieldProblem[] {
  const problem = (path: readonly PropertyKey[], detail: string) => {
    const line = lineOf(path);
    return {
      pointer: `/${path.join('/')}`,
      detail: line === undefined ? detail : `${detail} (line ${line})`,
    };
  };
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const fields = path.length === 0 ? `; there are id, ${known.join(', ')}` : '';
    return issue.keys.map((key) => problem([...path, key], `is not a field${fields}`));
  }
  if (issue.code === 'invalid_type')
    return [
      problem(
        path,
        valueAt(content, path) === undefined ? 'is missing' : (needed[issue.expected] ?? issue.message),
      ),
    ];
  return [problem(path, issue.message)];
}

const needed: Record<string, string> = {
  string: 'must be one text',
  array: 'must be a list, as [এক, দুই]',
  object: 'must have a name, and may have a url',
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
