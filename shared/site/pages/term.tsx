import type { Card } from '../../articles/card.ts';
import { termOf } from '../../articles/terms.ts';
import { page } from '../../page.ts';
import type { Kind } from '../kind.ts';
import type { Site } from '../site.ts';
import { AdSlot } from '../view/ad-slot.tsx';
import { CardView } from '../view/card.tsx';
import { html } from '../view/html.ts';
import { Layout } from '../view/layout.tsx';

const shown = 50;

/** The pages of tags and authors that a change touches. */
export const termPages: Kind = {
  per: 'term',
  on: ['publication', 'change'],
  pages: ({ terms }) =>
    terms.map((term) => ({
      path: `/${term}`,
      exists: async ({ underTerm }) => (await underTerm(term, shown)).length > 0,
      render: async ({ underTerm, site }) =>
        page(termPage({ term, cards: await underTerm(term, shown) }, site), 'front', {
          tags: [term.replace('/', '-')],
        }),
    })),
};

/** The newest articles under a tag or by an author, whose name is spelt as in the newest of them. */
export function termPage({ term, cards }: { term: string; cards: Card[] }, site: Site): string {
  const isAuthor = term.startsWith('author/');
  const name = nameOf(term, cards);
  const title = name === undefined ? (isAuthor ? 'লেখক' : 'বিষয়') : name;
  return html(
    <Layout
      site={site}
      kind="front"
      withAds
      title={isAuthor ? title : `বিষয়: ${title}`}
      {...(name === undefined ? {} : { path: `/${term}`, description: describing(title, isAuthor) })}
      head={<meta property="og:type" content={isAuthor ? 'profile' : 'website'} />}
    >
      <p class="kicker">{isAuthor ? 'লেখক' : 'বিষয়'}</p>
      <h1 class="title">{title}</h1>
      {cards.length > 0 ? (
        <div class="list">
          {cards.map((card, at) => (
            <CardView key={card.id} card={card} level={2} size={at === 0 ? 'lead' : 'full'} withSection />
          ))}
        </div>
      ) : (
        <p class="empty">
          এখানে এখন কোনো খবর নেই। <a href="/">প্রচ্ছদে যান</a>
        </p>
      )}
      {cards.length > 0 && <AdSlot name="leaderboard" />}
    </Layout>,
  );
}

const describing = (name: string, isAuthor: boolean) =>
  isAuthor ? `${name}-এর লেখা খবর।` : `${name} বিষয়ে সব খবর।`;

function nameOf(term: string, cards: Card[]): string | undefined {
  const kind = term.startsWith('author/') ? 'author' : 'tag';
  return cards
    .flatMap(({ bylines, tags = [] }) => (kind === 'author' ? bylines : tags))
    .find((name) => termOf(kind, name) === term);
}
