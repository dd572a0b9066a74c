import { type Card, newestFirst } from '../../articles/card.ts';
import { dayOf } from '../../bangla/dates.ts';
import { sections as allSections, newsroom, type Section } from '../../newsroom.ts';
import { page } from '../../page.ts';
import type { Kind } from '../kind.ts';
import { pinnedOn } from '../news.ts';
import type { Site } from '../site.ts';
import { AdSlot } from '../view/ad-slot.tsx';
import { CardView } from '../view/card.tsx';
import { html } from '../view/html.ts';
import { JsonLd } from '../view/json-ld.tsx';
import { Layout } from '../view/layout.tsx';
import { archivePath, sectionPath } from '../view/paths.ts';

/**
 * How many of the newest articles are shown large at the top, including the lead, and how many in the list beside them.
 */
const LARGE = 5;
const LISTED = 6;
/** How many more each section shows below: with fifteen full sections, 6,400 px on a phone. */
const IN_BLOCK = 3;

/** How many of each section the home page asks for. */
const ASKED = 6;

/** The home page: every change touches it. */
export const home: Kind = {
  per: 'paper',
  on: ['publication', 'change', 'pins', 'new day'],
  pages: () => [
    {
      path: '/',
      render: async (news) => {
        const blocks = allSections.map(async (section) => ({
          section,
          cards: await news.latest(section, ASKED),
        }));
        const [sections, pinned] = await Promise.all([Promise.all(blocks), pinnedOn('home', news)]);
        return page(homePage({ sections, pinned, now: news.now }, news.site), 'front', { tags: ['home'] });
      },
    },
  ],
};

/**
 * The front page as of `now`. Pinned articles lead, otherwise the newest; the next ones follow under it, then a list
 * beside, then each section with its newest first. Each story is shown once: a section whose stories are all above is
 * left out.
 */
export function homePage(
  data: { sections: { section: Section; cards: Card[] }[]; pinned?: Card[]; now: string },
  site: Site,
): string {
  const { pinned = [] } = data;
  const isPinned = ({ id }: Card) => pinned.some((card) => card.id === id);
  const newest = [
    ...pinned,
    ...data.sections
      .flatMap(({ cards }) => cards)
      .filter((card) => !isPinned(card))
      .sort(newestFirst),
  ];
  const large = newest.slice(0, LARGE);
  const listed = newest.slice(LARGE, LARGE + LISTED);
  const isAbove = (card: Card) => isPinned(card) || large.includes(card) || listed.includes(card);
  const blocks = data.sections
    .map(({ section, cards }) => ({
      section,
      cards: cards.filter((card) => !isAbove(card)).slice(0, IN_BLOCK),
    }))
    .filter(({ cards }) => cards.length > 0);
  return html(
    <Layout
      site={site}
      kind="front"
      isHome
      withAds
      title={`${newsroom.name}: ${newsroom.motto}`}
      description={newsroom.description}
      path="/"
      now={data.now}
      head={<Head site={site} />}
    >
      {newest.length > 0 ? <Top large={large} listed={listed} now={data.now} /> : <Nothing />}
      {newest.length > 0 && <AdSlot name="leaderboard" />}
      {blocks.length > 0 && (
        <div class="blocks">
          {blocks.map((block) => (
            <SectionBlock key={block.section} {...block} now={data.now} />
          ))}
        </div>
      )}
      {newest.length > 0 && <AdSlot name="billboard" />}
    </Layout>,
  );
}

const Top = ({ large, listed, now }: { large: Card[]; listed: Card[]; now: string }) => (
  <div class="top">
    <div class="leads">
      {large.map((card, at) => (
        <CardView
          key={card.id}
          card={card}
          level={2}
          size={at === 0 ? 'lead' : 'full'}
          now={now}
          after={large[at - 1]}
          withSection
        />
      ))}
    </div>
    {listed.length > 0 && (
      <section class="latest" aria-labelledby="latest">
        <h2 id="latest">সর্বশেষ</h2>
        {listed.map((card, at) => (
          <CardView
            key={card.id}
            card={card}
            level={3}
            size="line"
            now={now}
            after={listed[at - 1]}
            withSection
          />
        ))}
        {[...large, ...listed]
          .sort(newestFirst)
          .slice(0, 1)
          .map(({ publishedAt }) => (
            <p key={publishedAt} class="onward">
              <a href={archivePath(dayOf(publishedAt))}>
                {dayOf(publishedAt) === dayOf(now) ? 'আজকের খবরের তালিকা' : 'দিনের সব খবর'}
              </a>
            </p>
          ))}
      </section>
    )}
  </div>
);

const SectionBlock = ({ section, cards, now }: { section: Section; cards: Card[]; now: string }) => (
  <section class="block" aria-labelledby={`s-${section}`}>
    <h2 id={`s-${section}`}>
      <a href={sectionPath(section)}>{newsroom.sections[section]}</a>
    </h2>
    {cards.map((card, at) => (
      <CardView
        key={card.id}
        card={card}
        level={3}
        size={at === 0 ? 'full' : 'line'}
        now={now}
        after={cards[at - 1]}
        isTimed={false}
      />
    ))}
  </section>
);

const Nothing = () => <p class="empty">এখনো কোনো খবর প্রকাশিত হয়নি।</p>;

const Head = ({ site: { origin } }: { site: Site }) => (
  <>
    <meta property="og:type" content="website" />
    <JsonLd
      data={{
        '@context': 'https://schema.org',
        '@type': 'WebSite',
        name: newsroom.name,
        url: `${origin}/`,
        inLanguage: newsroom.language,
        publisher: {
          '@type': 'NewsMediaOrganization',
          name: newsroom.imprint.publisher,
          address: newsroom.imprint.address,
          email: newsroom.imprint.email,
        },
      }}
    />
  </>
);
