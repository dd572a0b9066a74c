import * as z from 'zod';
import { Card } from '../articles/card.ts';
import { latestOf } from '../articles/lists-store.ts';
import type { Published } from '../articles/live.ts';
import { findAllPublished, findReadable } from '../articles/live-store.ts';
import { claim, replace } from '../aws/claim.ts';
import { packed, unpacked } from '../aws/packed.ts';
import { readMany, sayUnreadable } from '../aws/table.ts';
import { type Arranged, arrangedIn } from '../fronts/pins-store.ts';
import { instant } from '../instant.ts';
import { type Item, keys } from '../keys.ts';
import { Section, sections } from '../newsroom.ts';
import { Problem } from '../problem.ts';
import {
  type AllLatest,
  changedAt,
  depth,
  folded,
  hasGap,
  type Latest,
  never,
  type Read,
  sectionsOf,
} from './latest.ts';

/** What fronts are made of: the latest of each section, and what editors keep on them. */
export type FrontData = Arranged & { latest: AllLatest };

/** What fronts are made of now, in one request. A section that was never folded is missing. */
export async function readFrontData(): Promise<FrontData> {
  const pins = keys.pins({});
  const items = await readMany([...sections.map((section) => keys.latest({ section })), pins]);
  const latest = items.filter(({ pk }) => pk !== pins.pk).map(latestIn);
  return {
    latest: new Map(latest.map((one) => [one.section, one])),
    ...arrangedIn(items.find(({ pk }) => pk === pins.pk)),
  };
}

/** Articles folded into the latest of their sections: what was read, what fronts are made of before and after. */
export type Fold = {
  published: ReadonlyMap<string, Published>;
  before: FrontData;
  after: FrontData;
  /** Whether this call alone brought every article in. Otherwise fronts may stand as some earlier call left them. */
  isFirst: boolean;
};

const tries = 8;

/**
 * Brings articles to their places in the latest of their sections, from their own records: a fact says only that
 * something changed. The latest is read first, the articles then, and the latest is replaced only if nobody else has
 * done so: so it never goes back, however late, often or in whatever order facts come. An article without a card counts
 * the version up as well, because its card may just be moving up. `now` is the instant at which articles that are new
 * came on their list; a rebuild does not know it, and leaves out what cannot be read.
 */
export async function foldIn(ids: readonly string[], now?: string): Promise<Fold> {
  for (let attempt = 1; attempt <= tries; attempt++) {
    const before = await readFrontData();
    const published = await (now === undefined ? findReadable(ids) : findAllPublished(ids));
    const read: Read = new Map([...published].map(([id, one]) => [id, { published: one, at: now }]));
    const concerned = [...published.values()].flatMap((one) => sectionsOf(one, before.latest));
    const missing = sections.filter((section) => isMissing(before.latest.get(section)));
    const saved = await Promise.all(
      [...new Set([...concerned, ...missing])].map((section) =>
        foldOne(
          before.latest.get(section) ?? { section, version: 0, cards: [], isShort: false, changedAt: never },
          read,
        ),
      ),
    );
    if (saved.every((one) => one !== undefined)) {
      const latest = new Map([...before.latest, ...saved.map((one) => [one.section, one] as const)]);
      const isFirst =
        attempt === 1 && [...published.values()].every((one) => comesIn(one, before.latest, latest));
      return { published, before, after: { ...before, latest }, isFirst };
    }
    await new Promise((done) => setTimeout(done, 10 * 2 ** attempt * Math.random()));
  }
  throw new Problem('busy', `The latest of a section was replaced by others ${tries} times in a row`);
}

/** Makes the latest of every section from the lists, with every card read again: for a rebuild, and at each new day. */
export async function rebuildLatest(): Promise<void> {
  const { latest } = await readFrontData();
  const listed = await Promise.all(sections.map((section) => latestOf(section, depth)));
  const known = [...latest.values()].flatMap(({ cards }) => cards);
  const ids = new Set([...listed.flat(), ...known].map(({ id }) => id));
  await foldIn([...ids]);
}

/** Whether a section was never folded, or what was folded cannot be read. */
const isMissing = (latest: Latest | undefined) => !latest || (latest.isShort && latest.cards.length === 0);

const comesIn = ({ id, section }: Published, before: AllLatest, after: AllLatest) =>
  !before.get(section)?.cards.some((card) => card.id === id) &&
  after.get(section)?.cards.some((card) => card.id === id && card.revision === 1) === true;

/** The latest of a section with these articles; undefined when somebody else replaced it in between. */
async function foldOne(latest: Latest, read: Read): Promise<Latest | undefined> {
  const { section, version } = latest;
  const isIncomplete = version === 0 || latest.isShort || hasGap(latest, read);
  const known = isIncomplete ? await withOlder(latest, read) : read;
  const next = { cards: folded(latest, known), changedAt: changedAt(latest, known) };
  const { cards } = next;
  const isElsewhere = [...read.values()].some(
    ({ published: { id, section: current, left } }) =>
      (current === section || left?.section === section) && !cards.some((card) => card.id === id),
  );
  const isSame =
    JSON.stringify(next) === JSON.stringify({ cards: latest.cards, changedAt: latest.changedAt });
  if (version > 0 && !isElsewhere && isSame) return latest;
  // An index that lags may not have had enough: the next article looks again.
  const isShort = version > 0 && isIncomplete && cards.length < depth;
  const saved = { section, version: version + 1, isShort, ...next };
  const isSaved = version === 0 ? await claim(itemOf(saved)) : await replace(itemOf(saved), version);
  return isSaved ? saved : undefined;
}

/** These articles, and those on the section's list that are not among its latest, from their own records. */
async function withOlder({ section, cards }: Latest, read: Read): Promise<Read> {
  const listed = await latestOf(section, depth + read.size);
  const unknown = listed.filter(({ id }) => !read.has(id) && !cards.some((card) => card.id === id));
  const older = await findReadable(unknown.map(({ id }) => id));
  return new Map([...read, ...[...older].map(([id, published]) => [id, { published }] as const)]);
}

const Packed = z.object({
  cards: z.instanceof(Uint8Array),
  isShort: z.boolean().default(false),
  changedAt: instant.default(never),
});
const Entries = z.array(Card.extend({ lag: z.number().optional() }));

const itemOf = ({ section, version, cards, isShort, changedAt }: Latest): Item & { version: number } => ({
  ...keys.latest({ section }),
  version,
  record: { cards: packed(cards), isShort, changedAt },
});

/** The latest of a section. Of one that cannot be read only the version is known: it is made anew from the list. */
function latestIn(item: Item): Latest {
  const { sk, version = 0, record } = item;
  const section = Section.parse(sk);
  try {
    const { cards, ...more } = Packed.parse(record);
    return { section, version, cards: Entries.parse(unpacked(cards)), ...more };
  } catch (error) {
    sayUnreadable(item, error);
    return { section, version, cards: [], isShort: true, changedAt: never };
  }
}
