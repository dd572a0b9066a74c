import { sections } from './newsroom.ts';

const section = `(?:${sections.join('|')})`;
const feed = '(?:feed\\.xml|atom\\.xml|feed\\.json)';

const system = /^\/(?:api|assets|media|frames|share|go|ads|desk|__local|\.well-known)(?:\/|$)/;

/** Whether a path is no page of readers, but of the system: nobody is sent there. */
export const isSystemPath = (path: string) => system.test(path);

/** What the site itself has at its paths, in the words of a refusal. The first row that fits counts. */
const own: readonly (readonly [RegExp, string])[] = [
  [system, 'a path of the system itself'],
  [/^\/(?:index\.html)?$/, 'the home page'],
  [new RegExp(`^/${section}$`), 'a front'],
  [new RegExp(`^/${section}/art_`), 'an article, or kept for one'],
  [new RegExp(`^(?:/${section})?/archive(?:/|$)`), 'an archive'],
  [new RegExp(`^(?:/${section})?/${feed}$`), 'a feed'],
  [new RegExp(`^/tag/[0-9a-f]{12}(?:/${feed})?$`), 'the page of a tag, or its feed'],
  [
    new RegExp(`^/author/[^/]+(?:/${feed})?$`),
    'the page of an author, or kept for one with that slug or name',
  ],
  [/^\/(?:sitemaps\/.*|(?:news-)?sitemap\.xml)$/, 'a sitemap'],
  [
    /^\/(?:not-found(?:\/.*)?|confirm|unsubscribe|preferences|my-data|newsletter|privacy|contact|terms|imprint|corrections-policy|most-read\.json|robots\.txt|ads\.txt|favicon\.(?:svg|ico)|icon-\d+\.png|site\.webmanifest|\.well-known\/.*)$/,
    'a page of the site itself',
  ],
];

/** Whether the site needs `/key` for itself, or what is below it, or the key for another list: no section can have it. */
export const isTakenFromSections = (key: string): boolean =>
  ['tag', 'author', 'home', 'breaking'].includes(key) ||
  own.some(
    ([pattern, what]) => what !== 'a front' && [`/${key}`, `/${key}/`].some((path) => pattern.test(path)),
  );

/** What the site itself has at a path, or keeps it for: `a front`; undefined where a path is free. */
export const ownPage = (path: string): string | undefined => own.find(([pattern]) => pattern.test(path))?.[1];
