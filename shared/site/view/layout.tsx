import type { ComponentChildren } from 'preact';
import { cut } from '../../bangla/cut.ts';
import { newsroom, type Section } from '../../newsroom.ts';
import type { StripLine } from '../news.ts';
import type { Site } from '../site.ts';
import { Footer } from './footer.tsx';
import { iconPath } from './icons.ts';
import { Masthead } from './masthead.tsx';
import { feedFiles, feedPath, feedTitle, sectionPath } from './paths.ts';

type Page = {
  site: Site;
  /** The page's title; the paper's name is added. */
  title: string;
  description?: string | undefined;
  /** The page's path. A page without one is not indexed and not meant to be shared. */
  path?: string;
  section?: Section;
  /** The instant whose date is shown under the paper's name. Only pages rewritten daily have one. */
  now?: string;
  /** The strip of breaking news, if one is raised. */
  strip?: StripLine | undefined;
  /** Further elements of the head. */
  head?: ComponentChildren;
  isHome?: boolean;
  /** Whether it has ad slots. */
  withAds?: boolean;
  kind: 'front' | 'article' | 'notice';
  children: ComponentChildren;
};

/** The layout of every page: head, masthead, sections, the page's own content, and the imprint. */
export const Layout = ({
  site,
  title,
  description,
  path,
  section,
  now,
  strip,
  head,
  isHome = false,
  withAds = false,
  kind,
  children,
}: Page) => (
  <html lang={newsroom.language}>
    <head>
      <meta charset="utf-8" />
      <title>{isHome ? title : titleOf(title)}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <script src={site.scripts.display} />
      <link rel="stylesheet" href={site.style} />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#fffefb" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#16161a" media="(prefers-color-scheme: dark)" />
      <link rel="icon" href="/favicon.ico" sizes="32x32" />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="apple-touch-icon" href={iconPath(180)} />
      <link rel="manifest" href="/site.webmanifest" />
      {description && <meta name="description" content={description} />}
      {path ? (
        <>
          <meta name="robots" content="max-image-preview:large" />
          <link rel="canonical" href={site.origin + path} />
          <meta property="og:url" content={site.origin + path} />
          <meta property="og:title" content={title} />
          {description && <meta property="og:description" content={description} />}
          <meta property="og:site_name" content={newsroom.name} />
          <meta property="og:locale" content="bn_BD" />
        </>
      ) : (
        <>
          <meta name="robots" content="noindex" />
          <meta name="referrer" content="no-referrer" />
        </>
      )}
      {[...(section ? [section] : []), undefined].flatMap((of) =>
        feedFiles.map(([file, type]) => (
          <link
            key={`${of} ${file}`}
            rel="alternate"
            type={type}
            title={feedTitle(of)}
            href={feedPath(of ? sectionPath(of) : '/', file)}
          />
        )),
      )}
      {withAds && <script src={site.scripts.ads} defer />}
      {head}
    </head>
    <body class={isHome ? 'front home' : kind}>
      <a class="skip" href="#main">
        মূল অংশে যান
      </a>
      <Masthead now={now} section={section} isHome={isHome} isSectionFront={kind === 'front' && !isHome} />
      {strip && <Strip {...strip} />}
      <main id="main">{children}</main>
      <Footer />
    </body>
  </html>
);

const Strip = ({ text, path }: StripLine) => (
  <aside class="strip" aria-label="জরুরি খবর">
    <b>জরুরি</b> {path ? <a href={path}>{text}</a> : text}
  </aside>
);

/**
 * How much search results and tabs show of a title, in UTF-16 units of the page's source; og:title and the h1 have it
 * in full.
 */
const TITLE = 70;

function titleOf(title: string) {
  const suffix = ` | ${newsroom.name}`;
  return cut(title, TITLE - suffix.length, sizeInSource) + suffix;
}

const sizeInSource = (letter: string) => letter.replace(/[&<>"]/g, '&quot;').length;
