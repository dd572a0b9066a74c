import type { Span } from './body.ts';
import { markdownOfAddress, markdownOfText, references, type Setting } from './markdown-text.ts';

type Run = { text: string; isStrong: boolean; isEmphasis: boolean; link: string | undefined };

/** Text, or the signs between two texts: `**` and `*` open or close, a link's parts words as punctuation does. */
type Piece = { text: string } | Sign;
type Sign = { sign: string; does: 'open' | 'close' | 'part' };

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
  /** How CommonMark takes what is beside a sign: a reference is punctuation, the ends of all text are white space. */
  const classOf = (at: number, side: 'first' | 'last') => {
    const piece = pieces[at];
    if (piece === undefined) return 'space';
    if ('sign' in piece) return 'punctuation';
    const first = firstOf(piece.text);
    const isReference =
      (side === 'first' ? heads : tails).has(at) ||
      (first === piece.text && (heads.has(at) || tails.has(at)));
    return isReference ? 'punctuation' : classOfCharacter(side === 'first' ? first : lastOf(piece.text));
  };
  const settle = ({ does, sign }: Sign, start: number, end: number) => {
    const before = classOf(start - 1, 'last');
    const after = classOf(end + 1, 'first');
    const opens = does === 'open';
    const [inside, outside] = opens ? [after, before] : [before, after];
    if (inside === 'space') opens ? heads.add(end + 1) : tails.add(start - 1);
    if (outside === 'letter' && (inside !== 'letter' || sign === '_'))
      opens ? tails.add(start - 1) : heads.add(end + 1);
  };
  const signs = signRunsOf(pieces);
  // A text of one character is a reference at both its ends: what that asks of its neighbours goes on either way.
  for (const { sign, start, end } of [...signs, ...signs.toReversed()]) settle(sign, start, end);
  return { heads, tails };
}

/** Signs of emphasis, those that are read as one run together: the *** at the end of `**ক *খ***`. */
function signRunsOf(pieces: Piece[]) {
  const runs: { sign: Sign; start: number; end: number }[] = [];
  pieces.forEach((piece, at) => {
    if (!('sign' in piece) || piece.does === 'part') return;
    const last = runs.at(-1);
    if (last?.end === at - 1 && last.sign.does === piece.does && last.sign.sign[0] === piece.sign[0])
      last.end = at;
    else runs.push({ sign: piece, start: at, end: at });
  });
  return runs;
}

function classOfCharacter(character: string) {
  if (/^\s/.test(character)) return 'space';
  return character.length === 1 && /[\p{P}\p{S}]/u.test(character) ? 'punctuation' : 'letter';
}

const firstOf = (text: string) => String.fromCodePoint(text.codePointAt(0) ?? 0);
const lastOf = (text: string) => /.$/su.exec(text.slice(-2))?.[0] ?? '';
const splitAt = (text: string, at: number) => [text.slice(0, at), text.slice(at)] as const;
