import { newsroom, type Section } from '../../newsroom.ts';
import type { Card, Site } from '../site.ts';
import { CardView } from '../view/card.tsx';
import { html } from '../view/html.ts';
import { JsonLd } from '../view/json-ld.tsx';
import { Layout } from '../view/layout.tsx';
import { sectionPath } from '../view/paths.ts';

/** Of the newest articles: how many stand large under the lead, and how many in a list beside it. */
const SECONDS = 4;
const LATEST = 6;

/**
 * The front page as of `now`: the newest article leads, the next stand under and beside it, then each section with
 * its newest first. A section that has nothing, or nothing but the lead, is left out.
 */
export function homePage(
  data: { sections: { section: Section; cards: Card[] }[]; now: string },
  site: Site,
): string {
  const [lead, ...rest] = data.sections.flatMap(({ cards }) => cards).sort(newestFirst);
  const blocks = data.sections
    .map(({ section, cards }) => ({ section, cards: cards.filter(({ id }) => id !== lead?.id) }))
    .filter(({ cards }) => cards.length > 0);
  return html(
    <Layout
      site={site}
      kind="front"
      isHome
      title={`${newsroom.name}: ${newsroom.motto}`}
      description={newsroom.description}
      path="/"
      now={data.now}
      head={<Head site={site} />}
    >
      {lead ? <Top lead={lead} rest={rest} now={data.now} /> : <Nothing />}
      {blocks.length > 0 && (
        <div class="grid">
          {blocks.map((block) => (
            <SectionBlock key={block.section} {...block} now={data.now} />
          ))}
        </div>
      )}
    </Layout>,
  );
}

const newestFirst = (a: Card, b: Card) => Date.parse(b.publishedAt) - Date.parse(a.publishedAt);

function Top({ lead, rest, now }: { lead: Card; rest: Card[]; now: string }) {
  const seconds = rest.slice(0, SECONDS);
  const latest = rest.slice(SECONDS, SECONDS + LATEST);
  return (
    <div class="top">
      <div class="leads">
        <CardView card={lead} level={2} size="lead" now={now} withSection />
        {seconds.map((card) => (
          <CardView key={card.id} card={card} level={2} size="full" now={now} withSection />
        ))}
      </div>
      {latest.length > 0 && (
        <section class="latest" aria-labelledby="latest">
          <h2 id="latest">সর্বশেষ</h2>
          {latest.map((card) => (
            <CardView key={card.id} card={card} level={3} size="line" now={now} />
          ))}
        </section>
      )}
    </div>
  );
}

const SectionBlock = ({ section, cards, now }: { section: Section; cards: Card[]; now: string }) => (
  <section class="block" aria-labelledby={`s-${section}`}>
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
          '@type': 'NewsMediaOrganization',
          name: newsroom.imprint.publisher,
          address: newsroom.imprint.address,
          email: newsroom.imprint.email,
        },
      }}
    />
  </>
);
