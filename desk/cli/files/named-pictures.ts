import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Picture } from '../../../shared/articles/body.ts';
import { blocksOfMarkdown } from '../../../shared/articles/markdown.ts';
import { picturesIn } from '../../../shared/articles/pictures.ts';
import { tooComplex } from '../../../shared/articles/too-complex.ts';
import type { Description } from '../../../shared/media/picture.ts';
import type { FieldProblem } from '../../../shared/problem.ts';
import { UsageError } from '../usage-error.ts';
import type { FrontMatter } from './front-matter.ts';
import { pathOf } from './text-file.ts';

/** A file that an article's text names: as it is written there, where it lies, and what the text says of it. */
export type NamedPicture = { name: string; path: string; description: Description };

/** The address of a picture in Markdown: in angle brackets, or with spaces and brackets as phones name their files. */
const image =
  /(!\[(?:[^\]\\\n]|\\.)*\]\([ \t]*)(<[^<>\n]+>|(?:[^()<>"\n]|\([^()"\n]*\))+?)(?=[ \t]*(?:"|'|\)))/g;

/** Neither an address nor an asset: a file beside the text. */
const isFile = (name: unknown): name is string =>
  typeof name === 'string' && !/^(?:[a-z][a-z0-9+.-]*:|\/|#|ast_[0-9a-z]{12}(?:#|$))/i.test(name);

const options = /#[a-z,]+$/;

type Text = { lead?: Picture | undefined; body: string };

const fileIn = (written: string) => {
  const plain = written.replace(/^<(.*)>$/, '$1').trim();
  return { name: plain.replace(options, ''), after: options.exec(plain)?.[0] ?? '' };
};

/** Where a file lies that is named in an article's file: beside that. */
const besides = (story: string, name: string) => {
  const written = /%[\dA-F]{2}/i.test(name) ? decoded(name) : name;
  return resolve(dirname(pathOf(story)), written);
};

const decoded = (name: string) => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

/**
 * What is wrong with files that a text names, each with its line: only pictures in the folder of the text, or below it, are
 * uploaded. A text may be somebody else's, and would take whatever picture of this machine it names with it.
 */
export function picturesElsewhere(
  { lead, body }: Text,
  story: string,
  { lineOf, bodyLine }: Pick<FrontMatter, 'lineOf' | 'bodyLine'>,
): FieldProblem[] {
  const inBody = [...body.matchAll(image)].map(({ index, 2: written = '' }) => ({
    pointer: '/body',
    name: fileIn(written).name,
    line: bodyLine + body.slice(0, index).split('\n').length - 1,
  }));
  return [...(lead ? [{ pointer: '/lead', name: lead.asset, line: lineOf(['lead']) }] : []), ...inBody]
    .filter(({ name }) => isFile(name) && !isBeside(story, name))
    .map(({ pointer, name, line }) => ({
      pointer,
      detail: `on line ${line}: ${name} is not in the folder of this text; copy the picture there, and name that`,
      detailBn: `${line} নম্বর সারিতে: ${name} এই লেখার ফোল্ডারে নেই; ছবিটি লেখার পাশে কপি করে সেটির নাম দিন`,
    }));
}

/** Whether a file lies in the folder of a text or below it, also after its links are followed. */
function isBeside(story: string, name: string): boolean {
  const folder = dirname(pathOf(story));
  const path = besides(story, name);
  return isWithin(folder, path) && isWithin(followed(folder), followed(path));
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Where a path leads. One that leads nowhere cannot be read either. */
function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** A text whose pictures are assets: those that `assets` has, by the paths of their files. */
export function withAssets({ lead, body }: Text, story: string, assets: ReadonlyMap<string, string>): Text {
  const assetOf = (name: string) => (isFile(name) ? assets.get(besides(story, name)) : undefined);
  return {
    ...(lead ? { lead: { ...lead, asset: assetOf(lead.asset) ?? lead.asset } } : {}),
    body: body.replace(image, (whole, before: string, written: string) => {
      const { name, after } = fileIn(written);
      const asset = assetOf(name);
      return asset === undefined ? whole : `${before}${asset}${after}`;
    }),
  };
}

/** The files that a text names, each once, with what it says of them first. */
export function namedPictures(text: Text, story: string): NamedPicture[] {
  const names = [
    ...(text.lead ? [text.lead.asset] : []),
    ...[...text.body.matchAll(image)].map(([, , written = '']) => fileIn(written).name),
  ].filter(isFile);
  const paths = [...new Set(names.map((name) => besides(story, name)))];
  const stand = new Map(paths.map((path, at) => [path, `ast_${String(at).padStart(12, '0')}`]));
  const { lead, body } = withAssets(text, story, stand);
  // The newsroom refuses it as well, but nothing is uploaded for a text that it will not take.
  const fault = tooComplex(body);
  if (fault) throw new UsageError(`The text of ${story} ${fault}`);
  const told = picturesIn({ lead, body: blocksOfMarkdown(body) }).map(({ picture }) => picture);
  return paths.map((path) => ({
    name: names.find((name) => besides(story, name) === path) ?? path,
    path,
    description: descriptionOf(told.find(({ asset }) => asset === stand.get(path))),
  }));
}

const descriptionOf = ({ alt, decorative, credit, caption }: Partial<Picture> = {}): Description => ({
  ...(alt === undefined ? {} : { alt }),
  ...(decorative ? { decorative } : {}),
  ...(credit === undefined ? {} : { credit }),
  ...(caption === undefined ? {} : { caption: caption.map(({ text }) => text).join('') }),
});
