import { type Card, newestFirst } from '../../articles/card.ts';
import { dayOf } from '../../bangla/dates.ts';
import { leading } from '../../fronts/leading.ts';
import { sections as allSections, newsroom, type Section } from '../../newsroom.ts';
import { page } from '../../page.ts';
import type { Kind, ListPage } from '../kind.ts';
import { pinnedOn, type StripLine, stripOf } from '../news.ts';
import type { Site } from '../site.ts';
import { AdSlot } from '../view/ad-slot.tsx';
import { Breadcrumbs } from '../view/breadcrumbs.tsx';
import { CardView, firstPictured } from '../view/card.tsx';
import { html } from '../view/html.ts';
import { hueOf } from '../view/hue.ts';
import { JsonLd } from '../view/json-ld.tsx';
import { Layout } from '../view/layout.tsx';
import { archivePath, sectionPath } from '../view/paths.ts';
import { breadcrumbList } from '../view/schema-org.ts';

/** How many articles a section's front shows. */
const SHOWN = 30;

/** How many are shown beside the lead, and how many lead by what they weigh. The others stand by time. */
const BESIDE = 2;
const AT_TOP = 1 + BESIDE;

/** Section fronts: those of changed sections, and those that show a changed article pinned or in the strip. */
export const sectionFronts: Kind = {
  per: 'paper',
  on: ['publication', 'change', 'arrangement', 'new day'],
  pages: async ({ ids, sections }, news) => {
    const [pins, strip] = await Promise.all([news.pinnedIds(), news.strip()]);
    const isInStrip = ids.some((id) => id === strip?.articleId);
    const keeping = allSections.filter(
      (section) => isInStrip || pins[section]?.some((id) => ids.includes(id)),
    );
    return [...new Set([...sections, ...keeping])].map(front);
  },
};

const front = (section: Section): ListPage => ({
  path: sectionPath(section),
  render: async (news) => {
    const [pinned, latest, strip] = await Promise.all([
      pinnedOn(section, news),
      news.latest(section, SHOWN),
      stripOf(news),
    ]);
    const top = leading(latest, pinned, section, Math.max(AT_TOP, pinned.length));
    const below = latest.filter(({ id }) => !top.some((card) => card.id === id)).sort(newestFirst);
    const cards = [...top, ...below].slice(0, SHOWN);
    return page(sectionPage({ section, cards, strip, now: news.now }, news.site), 'front', {
      tags: [section],
    });
  },
});

type SectionFront = { section: Section; cards: Card[]; strip?: StripLine | undefined; now: string };

/** A section's front as of `now`, with its cards in this order. A section without articles says so. */
export function sectionPage({ section, cards, strip, now }: SectionFront, site: Site): string {
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
      strip={strip}
      head={
        <>
          <meta property="og:type" content="website" />
          <JsonLd data={breadcrumbList(section, site)} />
        </>
      }
    >
      <Breadcrumbs section={section} isHere />
      <h1 class={`title ${hueOf(section)}`}>{name}</h1>
      {cards.length > 0 ? <Cards cards={cards} section={section} now={now} /> : <Nothing name={name} />}
    </Layout>,
  );
}

/** The first leads, the next ones are beside it, and the rest in rows below. */
const Cards = ({ cards, section, now }: { cards: Card[]; section: Section; now: string }) => {
  const views = cards.map((card, at) => (
    <CardView
      key={card.id}
      card={card}
      level={2}
      size={at === 0 ? 'lead' : 'full'}
      now={now}
      isFirst={at === firstPictured(cards)}
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
