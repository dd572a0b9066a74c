import type { Card } from '../../articles/card.ts';
import { dayOf } from '../../bangla/dates.ts';
import { sections as allSections, newsroom, type Section } from '../../newsroom.ts';
import { page } from '../../page.ts';
import type { Kind, ListPage } from '../kind.ts';
import { pinnedOn } from '../news.ts';
import type { Site } from '../site.ts';
import { AdSlot } from '../view/ad-slot.tsx';
import { Breadcrumbs } from '../view/breadcrumbs.tsx';
import { CardView } from '../view/card.tsx';
import { html } from '../view/html.ts';
import { Layout } from '../view/layout.tsx';
import { archivePath, sectionPath } from '../view/paths.ts';

/** How many articles a section's front shows. */
const SHOWN = 30;

/** Section fronts: those of changed sections, and those with a changed article pinned at the top. */
export const sectionFronts: Kind = {
  per: 'paper',
  on: ['publication', 'change', 'pins', 'new day'],
  pages: async ({ ids, sections }, news) => {
    const pins = await news.pinnedIds();
    const keeping = allSections.filter((section) => pins[section]?.some((id) => ids.includes(id)));
    return [...new Set([...sections, ...keeping])].map(front);
  },
};

const front = (section: Section): ListPage => ({
  path: sectionPath(section),
  render: async (news) => {
    const [pinned, latest] = await Promise.all([pinnedOn(section, news), news.latest(section, SHOWN)]);
    const below = latest.filter(({ id }) => !pinned.some((card) => card.id === id));
    const cards = [...pinned, ...below].slice(0, SHOWN);
    return page(sectionPage({ section, cards, now: news.now }, news.site), 'front', { tags: [section] });
  },
});

/** A section's front as of `now`, newest first. A section without articles says so. */
export function sectionPage(data: { section: Section; cards: Card[]; now: string }, site: Site): string {
  const { section, cards, now } = data;
  const name = newsroom.sections[section];
  return html(
    <Layout
      site={site}
      kind="front"
      title={name}
      description={`${name} বিভাগের সর্বশেষ খবর। ${newsroom.description}`}
      path={sectionPath(section)}
      section={section}
      now={now}
      withAds
      head={<meta property="og:type" content="website" />}
    >
      <Breadcrumbs section={section} isHere />
      <h1 class="title">{name}</h1>
      {cards.length > 0 ? <Cards cards={cards} section={section} now={now} /> : <Nothing name={name} />}
    </Layout>,
  );
}

/** How many are shown beside the lead. */
const BESIDE = 2;

/** The newest leads, the next ones are beside it, and the rest in rows below. */
const Cards = ({ cards, section, now }: { cards: Card[]; section: Section; now: string }) => {
  const views = cards.map((card, at) => (
    <CardView
      key={card.id}
      card={card}
      level={2}
      size={at === 0 ? 'lead' : 'full'}
      now={now}
      after={cards[at - 1]}
    />
  ));
  const rest = views.slice(1 + BESIDE);
  // Not always the last one, because pinned articles come first. A section with fewer articles shows all it has.
  const [oldest] = [...cards].sort((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1));
  return (
    <>
      <div class="top">
        {views[0]}
        {views.length > 1 && <div class="beside">{views.slice(1, 1 + BESIDE)}</div>}
      </div>
      <AdSlot name="leaderboard" section={section} />
      {rest.length > 0 && <div class="rows">{rest}</div>}
      {oldest && cards.length === SHOWN && (
        <p class="onward">
          <a href={archivePath(dayOf(oldest.publishedAt), oldest.section)}>আগের খবর</a>
        </p>
      )}
    </>
  );
};

const Nothing = ({ name }: { name: string }) => (
  <p class="empty">
    {name} বিভাগে এখনো কোনো খবর প্রকাশিত হয়নি। <a href="/">প্রচ্ছদে ফিরে যান</a>
  </p>
);
