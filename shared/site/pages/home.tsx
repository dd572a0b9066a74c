import { type Card, newestFirst } from '../../articles/card.ts';
import { dayOf } from '../../bangla/dates.ts';
import { leading } from '../../fronts/leading.ts';
import { sections as allSections, newsroom, type Section } from '../../newsroom.ts';
import { page } from '../../page.ts';
import type { Kind } from '../kind.ts';
import { depth } from '../latest.ts';
import { pinnedOn, type StripLine, stripOf } from '../news.ts';
import type { Site } from '../site.ts';
import { AdSlot } from '../view/ad-slot.tsx';
import { CardView, firstPictured } from '../view/card.tsx';
import { html } from '../view/html.ts';
import { hueOf } from '../view/hue.ts';
import { JsonLd } from '../view/json-ld.tsx';
import { Layout } from '../view/layout.tsx';
import { MostRead } from '../view/onward.tsx';
import { archivePath, sectionPath } from '../view/paths.ts';
import { publisherOf } from '../view/schema-org.ts';

/**
 * How many articles are shown large at the top, including the lead, and how many of the newest others in the list beside
 * them: twelve are as high as five with pictures, six where more would empty the blocks of sections.
 */
const LARGE = 5;
const LISTED = { least: 6, most: 12 };
/** How many more each section shows below: with fifteen full sections, 6,900 px on a phone. */
const IN_BLOCK = 3;

/** What the home page is made of. */
type Home = {
  sections: { section: Section; cards: Card[] }[];
  pinned?: Card[];
  strip?: StripLine | undefined;
  now: string;
};

/** The home page: every change touches it. */
export const home: Kind = {
  per: 'paper',
  on: ['publication', 'change', 'arrangement', 'new day'],
  pages: () => [
    {
      path: '/',
      render: async (news) => {
        const blocks = allSections.map(async (section) => ({
          section,
          cards: await news.latest(section, depth),
        }));
        const [sections, pinned, strip] = await Promise.all([
          Promise.all(blocks),
          pinnedOn('home', news),
          stripOf(news),
        ]);
        const { now, site } = news;
        return page(homePage({ sections, pinned, strip, now }, site), 'front', { tags: ['home'] });
      },
    },
  ],
};

/**
 * The front page as of `now`. Pinned articles lead, then what weighs most; the newest others are in a list beside, then
 * comes each section with its newest first. Each story is shown once: a section whose stories are all above is left out.
 */
export function homePage(data: Home, site: Site): string {
  const { pinned = [] } = data;
  const isIn = (some: Card[], { id }: Card) => some.some((card) => card.id === id);
  const all = data.sections.flatMap(({ cards }) => cards);
  const large = leading(all, pinned, 'home', Math.max(LARGE, pinned.length));
  const filled = data.sections.filter(({ cards }) => cards.length > 0);
  const spare = all.length - large.length - IN_BLOCK * filled.length;
  const listed = all
    .filter((card) => !isIn(large, card))
    .sort(newestFirst)
    .slice(0, Math.max(LISTED.least, Math.min(LISTED.most, spare)));
  const isAbove = (card: Card) => isIn(large, card) || isIn(listed, card);
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
      strip={data.strip}
      head={
        <>
          {large.length > 0 && <script src={site.scripts.onward} defer />}
          <Head site={site} />
        </>
      }
    >
      {large.length > 0 ? <Top large={large} listed={listed} now={data.now} /> : <Nothing />}
      {large.length > 0 && <AdSlot name="leaderboard" />}
      {blocks.length > 0 && (
        <div class="blocks">
          {blocks.map((block) => (
            <SectionBlock key={block.section} {...block} now={data.now} />
          ))}
        </div>
      )}
      {large.length > 0 && <MostRead />}
      {large.length > 0 && <AdSlot name="billboard" />}
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
          isFirst={at === firstPictured(large)}
          withSection
        />
      ))}
    </div>
    {listed.length > 0 && (
      <section class="latest" aria-labelledby="latest">
        <h2 id="latest">সর্বশেষ</h2>
        {listed.map((card) => (
          <CardView key={card.id} card={card} level={3} size="line" now={now} withSection />
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
  <section class={`block ${hueOf(section)}`} aria-labelledby={`s-${section}`}>
    <h2 id={`s-${section}`}>
      <a href={sectionPath(section)}>{newsroom.sections[section]}</a>
    </h2>
    {cards.map((card, at) => (
      <CardView key={card.id} card={card} level={3} size={at === 0 ? 'full' : 'line'} now={now} />
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
          ...publisherOf({ origin }),
          legalName: newsroom.imprint.publisher,
          address: newsroom.imprint.address,
          email: newsroom.imprint.email,
        },
      }}
    />
  </>
);
