import { fieldProblemsOf, wordsOf } from '../../../shared/field-problems.ts';
import { Description } from '../../../shared/media/picture.ts';
import type { Options } from '../command.ts';
import { instantOf } from '../terminal/instants.ts';
import { UsageError } from '../usage-error.ts';

/** What can be said of a picture. */
export const descriptionOptions = {
  alt: { type: 'string', placeholder: 'TEXT', description: 'what it shows, for those who do not see it' },
  credit: { type: 'string', placeholder: 'TEXT', description: 'who made it, as printed: ছবি: রুমানা হক' },
  caption: { type: 'string', placeholder: 'TEXT', description: 'what stands below it' },
  source: { type: 'string', placeholder: 'TEXT', description: 'where it comes from: an agency, a reader' },
  licence: { type: 'string', placeholder: 'TEXT', description: 'by which it may be shown' },
  until: {
    type: 'string',
    placeholder: 'INSTANT',
    description: 'until when it may be shown; then it is gone',
  },
  terms: { type: 'string', placeholder: 'TEXT', description: 'on which terms it may be shown' },
  focal: {
    type: 'string',
    placeholder: 'X,Y',
    description: 'the point that crops keep in: 0.4,0.3 from top left',
  },
  decorative: { type: 'boolean', description: 'it says nothing that the text does not: it needs no --alt' },
} as const satisfies Options;

type Given = { [name in keyof typeof descriptionOptions]?: string | boolean | undefined };

/** A description with what was given in place of what was said before; an empty text removes it. */
export function described(given: Given, before: Description = {}): Description {
  const { until, terms, focal, decorative, alt, credit, caption, source, licence } = given;
  const rights = {
    until: until === undefined ? before.rights?.until : orNone(until, (text) => instantOf(text)),
    note: terms === undefined ? before.rights?.note : orNone(terms),
  };
  const said = {
    ...before,
    ...defined({ alt, credit, caption, source, licence }),
    ...(decorative === undefined ? {} : { decorative: true }),
    ...(focal === undefined ? {} : { focal: orNone(focal, pointOf) }),
    rights: Object.values(rights).some((one) => one !== undefined) ? rights : undefined,
  };
  const kept = Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined && value !== ''),
  );
  const { data, error } = Description.safeParse(JSON.parse(JSON.stringify(kept)), { error: wordsOf });
  if (error) throw new UsageError('The picture cannot be described so', fieldProblemsOf(error));
  return data;
}

const defined = (texts: object) =>
  Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));

const orNone = <T = string>(given: string | boolean, of = (text: string) => text as T): T | undefined =>
  given === '' ? undefined : of(String(given));

function pointOf(given: string) {
  const [, x, y] = /^([01](?:\.\d+)?)\s*[,;]\s*([01](?:\.\d+)?)$/.exec(given.trim()) ?? [];
  if (x === undefined || y === undefined || Number(x) > 1 || Number(y) > 1)
    throw new UsageError(`"${given}" is no point: give its parts of the width and the height, as 0.4,0.3`);
  return { x: Number(x), y: Number(y) };
}
