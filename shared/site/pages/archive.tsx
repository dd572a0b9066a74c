import { type Card, newestFirst } from '../../articles/card.ts';
import {
  banglaDateOf,
  dayOf,
  endOfDay,
  gregorianDate,
  startOfDay,
  timeOfDay,
  weekday,
} from '../../bangla/dates.ts';
import { digits } from '../../bangla/digits.ts';
import { sections as allSections, newsroom, type Section } from '../../newsroom.ts';
import { page } from '../../page.ts';
import { dayTag } from '../cache-tags.ts';
import type { Change, Kind, ListPage } from '../kind.ts';
import { depth } from '../latest.ts';
import type { News } from '../news.ts';
import type { Site } from '../site.ts';
import { AdSlot } from '../view/ad-slot.tsx';
import { Breadcrumbs } from '../view/breadcrumbs.tsx';
import { CardView } from '../view/card.tsx';
import { html } from '../view/html.ts';
import { Layout } from '../view/layout.tsx';
import { archivePath, sectionPath } from '../view/paths.ts';

type Archive = {
  day: string;
  section?: Section | undefined;
  /** Whether the day goes on: what is newer than these stands on the front. */
  isToday?: boolean | undefined;
  /** Newest first. */
  cards: Card[];
  /** The nearest days before and after on which something was published. */
  before?: string | undefined;
  after?: string | undefined;
};

/**
 * The archive of each day, of the paper and of each section. Today's is written by the hour, because it grows with each
 * article: what is newer stands on the fronts. A publication writes it only where a front would lead to nothing else: as
 * the paper's first of the day, or when a section's front shows no article from before the hour. A change rewrites only
 * its own day; when the day gets its first article or loses its last, the neighbouring days as well, since they link to
 * each other.
 */
export const archives: Kind = {
  per: 'day',
  on: ['publication', 'change', 'new hour', 'new day'],
  pages: async (change, news) => {
    const each = (await sectionsToWrite(change, news)).flatMap((section) =>
      change.days.map((day) => pagesAround(day, section, change, news)),
    );
    return (await Promise.all(each)).flat();
  },
};

/** The sections whose archives are written; undefined stands for the paper's. */
async function sectionsToWrite(
  { touches, sections, ids, days }: Change,
  news: News,
): Promise<(Section | undefined)[]> {
  // A rebuild has no touches. What is published late, after its day, changes that day's archive.
  const isPublication =
    touches.length > 0 &&
    touches.every((touch) => touch === 'publication') &&
    days.every((day) => day >= dayOf(news.now));
  if (!isPublication) return [...sections, undefined];
  const latest = await Promise.all(allSections.map((section) => news.latest(section, depth)));
  const isFirst = latest.flat().every(({ id, publishedAt }) => publishedAt < news.now || ids.includes(id));
  const full = sections.filter((section) => {
    const cards = latest[allSections.indexOf(section)] ?? [];
    return cards.length === depth && cards.every(({ publishedAt }) => publishedAt >= news.hour);
  });
  return isFirst ? [...full, undefined] : full;
}

async function pagesAround(
  day: string,
  section: Section | undefined,
  { ids, touches }: Change,
  news: News,
): Promise<ListPage[]> {
  const first = (await cardsOf(day, section, news)).at(-1);
  // A day on which nothing was published gets no page.
  const isByTheClock = touches.includes('new hour') || touches.includes('new day');
  if (isByTheClock && !first) return [];
  const isOther = !first || ids.includes(first.id) || isByTheClock;
  const { before, after } = isOther ? await besides(day, section, news) : {};
  return [day, before, after].flatMap((one) => (one === undefined ? [] : dayPage(one, section)));
}

const dayPage = (day: string, section: Section | undefined): ListPage => ({
  path: archivePath(day, section),
  exists: async (news) => (await cardsOf(day, section, news)).length > 0,
  render: async (news) => {
    const archive = await archiveOf(day, section, news);
    return page(archivePage(archive, news.site), archive.isToday ? 'front' : 'archive', {
      tags: [dayTag(day)],
    });
  },
});

async function archiveOf(day: string, section: Section | undefined, news: News): Promise<Archive> {
  const cards = await cardsOf(day, section, news);
  // A day without articles links nowhere, and its neighbours no longer link to it.
  const isToday = day === dayOf(news.now);
  return { day, section, isToday, cards, ...(cards.length > 0 ? await besides(day, section, news) : {}) };
}

const sectionsOf = (section: Section | undefined) => (section ? [section] : allSections);

async function cardsOf(day: string, section: Section | undefined, { between }: News): Promise<Card[]> {
  const [since, until] = [startOfDay(day), endOfDay(day)];
  const cards = await Promise.all(sectionsOf(section).map((one) => between(one, since, until)));
  return cards.flat().sort(newestFirst);
}

/** The nearest days on which something was published. */
async function besides(
  day: string,
  section: Section | undefined,
  { nearestDay }: News,
): Promise<Pick<Archive, 'before' | 'after'>> {
  const days = async (side: 'before' | 'after') => {
    const found = await Promise.all(sectionsOf(section).map((one) => nearestDay(one, side, day)));
    return found.filter((one) => one !== undefined).sort();
  };
  const [before, after] = await Promise.all([days('before'), days('after')]);
  return { before: before.at(-1), after: after[0] };
}

/** How many articles the page has; on the day itself also until when, and where the later ones are. */
const Extent = ({ section, isToday, cards: [newest, ...others] }: Archive) =>
  isToday && newest ? (
    <>
      {timeOfDay(newest.publishedAt)} পর্যন্ত খবর {digits(others.length + 1)}টি; এর পরের খবর{' '}
      <a href={section ? sectionPath(section) : '/'}>{section ? newsroom.sections[section] : 'প্রচ্ছদ'} পাতায়</a>।
    </>
  ) : (
    <>মোট খবর {digits(newest ? others.length + 1 : 0)}টি।</>
  );

/** A day's archive: every article first published on it, and links to the neighbouring days. */
export function archivePage(archive: Archive, site: Site): string {
  const { day, section, cards, before, after } = archive;
  const start = startOfDay(day);
  const name = section ? newsroom.sections[section] : newsroom.name;
  const title = `${name}: ${gregorianDate(start)}`;
  return html(
    <Layout
      site={site}
      kind="front"
      title={title}
      description={`${weekday(start)}, ${gregorianDate(start)} তারিখে প্রকাশিত ${section ? `${name} বিভাগের ` : ''}খবর।`}
      path={archivePath(day, section)}
      {...(section ? { section } : {})}
      withAds
      head={
        <>
          <meta property="og:type" content="website" />
          {before && <link rel="prev" href={archivePath(before, section)} />}
          {after && <link rel="next" href={archivePath(after, section)} />}
        </>
      }
    >
      {section && <Breadcrumbs section={section} />}
      <h1 class="title">
        {section ? `${name}: ` : ''}
        <time datetime={day}>{gregorianDate(start)}</time>
      </h1>
      <p class="when">
        {weekday(start)}, {banglaDateOf(start)}। <Extent {...archive} />
      </p>
      <div class="list">
        {cards.map((card) => (
          <CardView
            key={card.id}
            card={card}
            level={2}
            size="line"
            now={endOfDay(day)}
            withSection={!section}
          />
        ))}
      </div>
      <AdSlot name="leaderboard" section={section} />
      <nav class="days" aria-label="অন্য দিনের খবর">
        {before && (
          <a rel="prev" href={archivePath(before, section)}>
            আগের দিন: {gregorianDate(startOfDay(before))}
          </a>
        )}
        {after && (
          <a rel="next" href={archivePath(after, section)}>
            পরের দিন: {gregorianDate(startOfDay(after))}
          </a>
        )}
      </nav>
    </Layout>,
  );
}
