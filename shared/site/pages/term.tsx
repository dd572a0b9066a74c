import type { Card } from '../../articles/card.ts';
import { authorsOf, tagsOf } from '../../articles/terms.ts';
import type { Author } from '../../authors/author.ts';
import { page } from '../../page.ts';
import type { Kind } from '../kind.ts';
import type { UnderTerm } from '../news.ts';
import type { Site } from '../site.ts';
import { AdSlot } from '../view/ad-slot.tsx';
import { CardView } from '../view/card.tsx';
import { html } from '../view/html.ts';
import { JsonLd } from '../view/json-ld.tsx';
import { Layout } from '../view/layout.tsx';
import { feedPath, termKeyPath, termPath } from '../view/paths.ts';
import { authorOf } from '../view/schema-org.ts';

/** How many articles its page shows. */
export const shown = 50;

/** The pages of tags and authors that a change touches. */
export const termPages: Kind = {
  per: 'term',
  on: ['publication', 'change', 'author'],
  pages: ({ terms }) =>
    terms.map((term) => ({
      path: termKeyPath(term),
      exists: async ({ underTerm }) => {
        const { cards, author } = await underTerm(term, shown);
        return cards.length > 0 || author !== undefined;
      },
      render: async ({ underTerm, site }) => {
        const under = await underTerm(term, shown);
        return page(termPage({ term, ...under }, site), 'front', {
          tags: [term.replace('/', '-')],
          address: addressOf(term, under),
        });
      },
    })),
};

/**
 * The newest articles under a tag or by an author. The name is the one in the author's record, else spelt as in the
 * newest of them.
 */
export function termPage({ term, cards, author }: UnderTerm & { term: string }, site: Site): string {
  const isAuthor = term.startsWith('author/');
  const name = nameOf(term, { cards, author });
  const title = name === undefined ? (isAuthor ? 'লেখক' : 'বিষয়') : name;
  const description = author?.bio ?? describing(title, isAuthor);
  return html(
    <Layout
      site={site}
      kind="front"
      withAds
      title={isAuthor ? title : `বিষয়: ${title}`}
      {...(name === undefined ? {} : { path: termPath({ name, term }), description })}
      head={
        <>
          <meta property="og:type" content={isAuthor ? 'profile' : 'website'} />
          {cards.length > 0 &&
            feedTypes.map(([file, type]) => (
              <link
                key={file}
                rel="alternate"
                type={type}
                title={title}
                href={feedPath(termPath({ name: title, term }), file)}
              />
            ))}
          {isAuthor && name !== undefined && <JsonLd data={profile(term, name, author, site)} />}
        </>
      }
    >
      <p class="kicker">{isAuthor ? 'লেখক' : 'বিষয়'}</p>
      <h1 class="title">{title}</h1>
      {author && <About author={author} />}
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

const feedTypes = [
  ['feed.xml', 'application/rss+xml'],
  ['feed.json', 'application/feed+json'],
] as const;

const About = ({ author: { role, bio, sameAs } }: { author: Author }) =>
  role || bio || sameAs.length > 0 ? (
    <div class="about">
      {role && <p class="role">{role}</p>}
      {bio && <p>{bio}</p>}
      {sameAs.length > 0 && (
        <ul>
          {sameAs.map((href) => (
            <li key={href}>
              <a href={href} rel="me noopener">
                {shortened(href)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  ) : null;

/** An address as people read it: `x.com/rahim`. */
const shortened = (href: string) => href.replace(/^https:\/\/(www\.)?/, '').replace(/\/$/, '');

/** Who an author is, in schema.org's terms. */
const profile = (term: string, name: string, author: Author | undefined, { origin }: Site) => ({
  '@context': 'https://schema.org',
  '@type': 'ProfilePage',
  mainEntity: {
    ...authorOf(name, origin + termPath({ name, term })),
    jobTitle: author?.role,
    description: author?.bio,
    sameAs: author && author.sameAs.length > 0 ? author.sameAs : undefined,
  },
});

const describing = (name: string, isAuthor: boolean) =>
  isAuthor ? `${name}-এর লেখা খবর।` : `${name} বিষয়ে সব খবর।`;

/** Where readers find what lies at a term's id, if that is elsewhere. */
export function addressOf(term: string, under: UnderTerm): string | undefined {
  const name = nameOf(term, under);
  const path = name === undefined ? undefined : termPath({ name, term });
  return path === termKeyPath(term) ? undefined : path;
}

/** The name of a tag or an author; undefined when nothing is under it any more and it has no record. */
export function nameOf(term: string, { cards, author }: UnderTerm): string | undefined {
  if (author) return author.name;
  const named = (card: Card) => {
    const under = { ...card, terms: [term] };
    return term.startsWith('author/') ? authorsOf(under) : tagsOf(under);
  };
  return cards.flatMap(named).find((one) => one.term === term)?.name;
}
