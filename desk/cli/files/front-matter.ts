import { LineCounter, parseDocument, visit } from 'yaml';
import { UsageError } from '../usage-error.ts';

/** The front matter of a file, between two lines of `---`, and the text below it. */
export type FrontMatter = {
  fields: Record<string, unknown>;
  body: string;
  /** The line of the file on which the text begins. */
  bodyLine: number;
  /** The line of a field in the file. */
  lineOf: (path: readonly PropertyKey[]) => number | undefined;
};

const fence = /^---[ \t]*\n([\s\S]*?)(?<=\n)---[ \t]*(?:\n|$)/;

const inQuotes = 'A value that has ": " or " #" in it, or begins with a sign, must be in quotes';

/** A headline has colons, number signs and quotation marks in it, which would mean something to YAML: it is put in quotes. */
const asText = (yaml: string) =>
  yaml.replace(
    /^(headline|shoulder|standfirst|dateline|slug):[ \t]+(?![|>])(\S.*?)[ \t]*$(?!\n[ \t])/gm,
    (line, field: string, value: string) =>
      /^"(?:[^"\\]|\\.)*"$|^'(?:[^']|'')*'$/.test(value) ? line : `${field}: ${JSON.stringify(value)}`,
  );

/** What is wrong with a line, in words for somebody who has never heard of YAML. */
const reasonOf = (code: string) =>
  ({
    DUPLICATE_KEY: 'this field is here twice',
    MISSING_CHAR: 'a quotation mark or a bracket has no other end',
    TAB_AS_INDENT: 'a tab stands where spaces have to',
    BAD_INDENT: 'this line is further in than those around it',
  })[code] ?? 'this line cannot be read as "field: value"';

/**
 * Reads front matter in YAML whose values are texts, lists or maps: `2026` is no number and `no` is no boolean. Empty
 * fields are left out. Refuses comments after a value, because they are more likely a part of it, as in `খবর #১`.
 */
export function readFrontMatter(raw: string, file: string): FrontMatter {
  const text = raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const [whole, yaml] = fence.exec(text) ?? [];
  if (whole === undefined || yaml === undefined)
    throw new UsageError(`${file} has no front matter: lines such as "section: national" between two of ---`);
  const lines = new LineCounter();
  const document = parseDocument(asText(yaml), {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
  });
  const lineAt = (offset: number) => lines.linePos(offset).line + 1;
  const [error] = document.errors;
  if (error)
    throw new UsageError(`${file}, line ${lineAt(error.pos[0])}: ${reasonOf(error.code)}. ${inQuotes}`);
  visit(document, {
    Alias: (_key, { source, range }) => {
      throw new UsageError(
        `${file}, line ${lineAt(range?.[0] ?? 0)}: "*${source}" would stand for another value. ${inQuotes}`,
      );
    },
    Scalar: (_key, { comment, range }) => {
      if (comment)
        throw new UsageError(
          `${file}, line ${lineAt(range?.[0] ?? 0)}: "#${comment}" would be lost. ${inQuotes}`,
        );
    },
  });
  const fields = document.toJS() as unknown;
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw new UsageError(`${file} has no fields in its front matter`);
  const body = text.slice(whole.length).replace(/^(?:[ \t]*\n)+/, '');
  return {
    bodyLine: text.slice(0, text.length - body.length).split('\n').length,
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')),
    body: body.trimEnd(),
    lineOf: (path) => {
      const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
      return node?.range ? lineAt(node.range[0]) : undefined;
    },
  };
}

/** The file with a field added at its top. Its byte order mark and line ends stay as they are. */
export function withField(raw: string, name: string, value: string): string {
  const end = raw.includes('\r\n') ? '\r\n' : '\n';
  return raw.replace(/^(\uFEFF?---[ \t]*\r?\n)/, `$1${name}: ${value}${end}`);
}
