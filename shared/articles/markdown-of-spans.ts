import type { Span } from './body.ts';
import { markdownOfAddress, markdownOfText, references, type Setting } from './markdown-text.ts';

type Run = { text: string; isStrong: boolean; isEmphasis: boolean; link: string | undefined };

/** Text, or the signs between two texts: `**` and `*` open or close, a link's parts words as punctuation does. */
type Piece = { text: string } | { sign: string; does: 'open' | 'close' | 'part' };

/** Runs of text as Markdown: `**strong**`, `*emphasis*`, `[text](href)`. */
export function markdownOfSpans(spans: readonly Span[], setting: Setting = 'paragraph'): string {
  const pieces = piecesOf(runsOf(spans), setting);
  const { heads, tails } = toReference(pieces);
  return pieces
    .map((piece, at) => {
      if ('sign' in piece) return piece.sign;
      const [head, rest] = heads.has(at) ? splitAt(piece.text, firstOf(piece.text).length) : ['', piece.text];
      const [text, tail] = tails.has(at) ? splitAt(rest, rest.length - lastOf(rest).length) : [rest, ''];
      const next = pieces[at + 1];
      const touches = {
        start: at === 0 && head === '',
        end: at === pieces.length - 1 && tail === '',
        link: next !== undefined && 'sign' in next && next.sign === '[',
      };
      return references(head) + markdownOfText(text, setting, touches) + references(tail);
    })
    .join('');
}

/** Runs, with those set alike as one. */
function runsOf(spans: readonly Span[]): Run[] {
  const runs: Run[] = [];
  for (const { text, marks = [], link } of spans) {
    const run = { text, isStrong: marks.includes('strong'), isEmphasis: marks.includes('emphasis'), link };
    const last = runs.at(-1);
    if (last && last.link === link && last.isStrong === run.isStrong && last.isEmphasis === run.isEmphasis)
      last.text += text;
    else if (text !== '') runs.push(run);
  }
  return runs;
}

const piecesOf = (runs: Run[], setting: Setting): Piece[] =>
  groupsOf(runs, ({ link }) => link).flatMap((group): Piece[] => {
    const { link } = group[0] ?? {};
    if (link === undefined) return piecesWithin(group);
    return [
      { sign: '[', does: 'part' },
      ...piecesWithin(group),
      { sign: `](${markdownOfAddress(link, setting)})`, does: 'part' },
    ];
  });

/** Strong text with emphasis in it. Emphasis that touches strong text has _ for its sign, or the two would be one run. */
const piecesWithin = (runs: Run[]): Piece[] =>
  groupsOf(runs, ({ isStrong }) => isStrong).flatMap((group, at, groups) => {
    if (group[0]?.isStrong)
      return signed(
        '**',
        group.flatMap((run) => emphasised(run, '*')),
      );
    return group.flatMap((run, place) => {
      const touchesStrong = (place === 0 && at > 0) || (place === group.length - 1 && at < groups.length - 1);
      return emphasised(run, touchesStrong ? '_' : '*');
    });
  });

const emphasised = ({ text, isEmphasis }: Run, sign: string): Piece[] =>
  isEmphasis ? signed(sign, [{ text }]) : [{ text }];

const signed = (sign: string, pieces: Piece[]): Piece[] => [
  { sign, does: 'open' },
  ...pieces,
  { sign, does: 'close' },
];

function groupsOf(runs: Run[], by: (run: Run) => unknown): Run[][] {
  const groups: Run[][] = [];
  for (const run of runs) {
    const group = groups.at(-1);
    if (group?.[0] && by(group[0]) === by(run)) group.push(run);
    else groups.push([run]);
  }
  return groups;
}

/**
 * The texts whose first or last character has to be a reference, for the signs beside it to be read as signs: as in
 * `**‘ক’**&#x9B0;`, where a ** between ’ and র would neither open nor close (CommonMark, 6.2).
 */
function toReference(pieces: Piece[]) {
  const heads = new Set<number>();
  const tails = new Set<number>();
  pieces.forEach((piece, at) => {
    if (!('sign' in piece) || piece.does === 'part') return;
    const isOneRunWith = (other: Piece | undefined) =>
      other !== undefined && 'sign' in other && other.does === piece.does && other.sign[0] === piece.sign[0];
    if (isOneRunWith(pieces[at - 1])) return;
    const end = isOneRunWith(pieces[at + 1]) ? at + 1 : at;
    const [left, right] = [at - 1, end + 1];
    const before = classOf(pieces[left], lastOf);
    const after = classOf(pieces[right], firstOf);
    const opens = piece.does === 'open';
    const [inside, outside] = opens ? [after, before] : [before, after];
    if (inside === 'space') (opens ? heads : tails).add(opens ? right : left);
    if (outside === 'letter' && (inside !== 'letter' || piece.sign === '_'))
      (opens ? tails : heads).add(opens ? left : right);
  });
  return { heads, tails };
}

/** How CommonMark takes a character beside a sign. The ends of a text count as white space. */
function classOf(piece: Piece | undefined, edgeOf: (text: string) => string) {
  if (piece === undefined) return 'space';
  if ('sign' in piece) return 'punctuation';
  const edge = edgeOf(piece.text);
  if (/^\s/.test(edge)) return 'space';
  return edge.length === 1 && /[\p{P}\p{S}]/u.test(edge) ? 'punctuation' : 'letter';
}

const firstOf = (text: string) => String.fromCodePoint(text.codePointAt(0) ?? 0);
const lastOf = (text: string) => /.$/su.exec(text.slice(-2))?.[0] ?? '';
const splitAt = (text: string, at: number) => [text.slice(0, at), text.slice(at)] as const;
