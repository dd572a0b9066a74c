import { LineCounter, parseDocument, visit } from 'yaml';
import { Mistake } from './mistake.ts';

/** A text with fields above it, between two lines of `---`. */
export type FrontMatter = {
  fields: Record<string, unknown>;
  body: string;
  /** The line of the file at which a field stands. */
  lineOf: (path: readonly PropertyKey[]) => number | undefined;
};

const fence = /^---[ \t]*\n([\s\S]*?)(?<=\n)---[ \t]*(?:\n|$)/;

const inQuotes = 'A value with ": " or " #" in it, or that begins with a sign, has to stand in quotes';

/**
 * Reads fields in YAML in which every value is a text, a list or a group: `2026` is no number and `no` is no
 * boolean. A field left empty is not there. Refuses whatever YAML would drop without a word.
 */
export function readFrontMatter(raw: string, file: string): FrontMatter {
  const text = raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const [whole, yaml] = fence.exec(text) ?? [];
  if (whole === undefined || yaml === undefined)
    throw new Mistake(`${file} has no front matter: lines such as "section: national" between two of ---`);
  const lines = new LineCounter();
  const document = parseDocument(yaml, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line + 1;
  const [error] = document.errors;
  if (error)
    throw new Mistake(
      `${file}, line ${lineAt(error.pos[0])}: ${error.message.replace(/\.$/, '')}. ${inQuotes}`,
    );
  visit(document, {
    Scalar: (_key, { comment, range }) => {
      if (comment)
        throw new Mistake(
          `${file}, line ${lineAt(range?.[0] ?? 0)}: "#${comment}" would be lost. ${inQuotes}`,
        );
    },
  });
  const fields = document.toJS() as unknown;
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw new Mistake(`${file} has no fields in its front matter`);
  return {
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')),
    body: text.slice(whole.length).trim(),
    lineOf: (path) => {
      const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
      return node?.range ? lineAt(node.range[0]) : undefined;
    },
  };
}

/** The file with one more field, and nothing else changed: neither its line ends nor its order. */
export function withField(raw: string, name: string, value: string): string {
  const end = raw.includes('\r\n') ? '\r\n' : '\n';
  return raw.replace(/^(\uFEFF?---[ \t]*\r?\n)/, `$1${name}: ${value}${end}`);
}
