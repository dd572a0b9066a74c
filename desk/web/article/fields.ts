import type { Block, Picture } from '../../../shared/articles/body.ts';
import type { Content } from '../../../shared/articles/content.ts';
import { type Section, sections } from '../../../shared/newsroom.ts';
import { mergeBodies, merged as mergedBody, type Piece, sameBody } from './merge-bodies.ts';

/** An article's fields as they stand in the form: lists as text, the body as blocks. */
export type Fields = {
  section: Section;
  headline: string;
  shoulder: string;
  standfirst: string;
  bylines: string;
  dateline: string;
  tags: string;
  slug: string;
  alert: Content['alert'];
  lead: Picture | undefined;
  body: readonly Block[];
};
export type FieldName = keyof Fields;

export const noFields: Fields = {
  section: sections[0],
  headline: '',
  shoulder: '',
  standfirst: '',
  bylines: '',
  dateline: '',
  tags: '',
  slug: '',
  alert: 'none',
  lead: undefined,
  body: [],
};
export const fieldNames = Object.keys(noFields) as FieldName[];

export function fieldsOf(content: Content): Fields {
  const { section, headline, shoulder = '', standfirst = '', dateline = '', slug = '' } = content;
  const { alert, lead, body } = content;
  return {
    ...{ section, headline, shoulder, standfirst, dateline, slug, alert, lead, body },
    bylines: content.bylines.join('\n'),
    tags: content.tags.join(', '),
  };
}

/** What is filed of the fields. A source is not in the form: it stays as it was. */
export function filingOf(fields: Fields, source?: Content['source']): object {
  const { section, headline, alert, body, lead } = fields;
  const optional = (['shoulder', 'standfirst', 'dateline', 'slug'] as const).filter(
    (name) => fields[name].trim() !== '',
  );
  return {
    ...{ section, headline, alert, body },
    ...Object.fromEntries(optional.map((name) => [name, fields[name]])),
    ...(source ? { source } : {}),
    ...(lead ? { lead } : {}),
    bylines: listIn(fields.bylines, /\n/),
    tags: listIn(fields.tags, /[,،\n]/),
  };
}

const listIn = (text: string, between: RegExp) =>
  text
    .split(between)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Keyboards write য় as one sign, the newsroom keeps it as two: what looks the same is the same. */
export const sameText = (a: string, b: string) => a === b || a.normalize('NFC') === b.normalize('NFC');

const bodyOf = (lead: Picture | undefined): Block[] => (lead ? [{ kind: 'image', ...lead }] : []);

/** Whether two people have the same in a field. */
export function same(name: FieldName, a: Fields, b: Fields): boolean {
  if (name === 'body') return sameBody(a.body, b.body);
  if (name === 'lead') return sameBody(bodyOf(a.lead), bodyOf(b.lead));
  return sameText(a[name], b[name]);
}

export const sameFields = (a: Fields, b: Fields) => fieldNames.every((name) => same(name, a, b));

/**
 * What two people made of one: each field, and of the body each block, is as the one has it who changed it. `conflicts` are
 * the fields that both changed, each to something else; of them `fields` has mine. `pieces` is the body, with the places
 * where somebody has to choose.
 */
export type Merged = { fields: Fields; conflicts: FieldName[]; pieces: Piece[] };

export function merged(base: Fields, mine: Fields, theirs: Fields): Merged {
  const pieces = mergeBodies(base.body, mine.body, theirs.body);
  const body = mergedBody(pieces);
  const isTheirs = (name: FieldName) => same(name, mine, base);
  const conflicts = fieldNames.filter((name) =>
    name === 'body'
      ? body === undefined
      : !isTheirs(name) && !same(name, theirs, base) && !same(name, theirs, mine),
  );
  const taken = fieldNames.map((name) => [name, isTheirs(name) ? theirs[name] : mine[name]]);
  return {
    fields: { ...(Object.fromEntries(taken) as Fields), body: body ?? mine.body },
    ...{ conflicts, pieces },
  };
}

/** What was kept of somebody's changes: the fields that they began from, and theirs. */
export type Begun = { base: Fields; mine: Fields };
