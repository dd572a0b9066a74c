import { Fragment } from 'preact';
import { type Block, Link } from '../../articles/body.ts';
import type { Card } from '../../articles/card.ts';
import type { Correction } from '../../articles/live.ts';
import { summaryOf } from '../../articles/summary.ts';
import { authorsOf, type Named, tagsOf } from '../../articles/terms.ts';
import { lengthOfBody } from '../../articles/words.ts';
import { banglaDateOf, moment } from '../../bangla/dates.ts';
import { digits } from '../../bangla/digits.ts';
import { newsroom } from '../../newsroom.ts';
import { shareAddress, shareSize } from '../share-address.ts';
import type { Site } from '../site.ts';
import type { Story } from '../story.ts';
import { AdSlot } from '../view/ad-slot.tsx';
import { Body, LeadFigure } from '../view/body.tsx';
import { Breadcrumbs } from '../view/breadcrumbs.tsx';
import { CardView } from '../view/card.tsx';
import { html } from '../view/html.ts';
import { JsonLd } from '../view/json-ld.tsx';
import { Layout } from '../view/layout.tsx';
import { MostRead, Related } from '../view/onward.tsx';
import { termPath } from '../view/paths.ts';
import { Pictures, PreloadPicture } from '../view/picture.tsx';
import { widestFile } from '../view/picture-files.ts';
import { authorOf, breadcrumbList, publisherOf } from '../view/schema-org.ts';
import { Share } from '../view/share.tsx';
import { SignUp } from '../view/sign-up.tsx';
import { Time } from '../view/time.tsx';
import { unbroken } from '../view/unbroken.ts';

type Beside = {
  latest: Card[];
  /** False for previews, where no ad views should be counted, and nobody subscribes or passes them on. */
  withAds?: boolean;
};

/**
 * The page of a published article. It is read long after its day, so it never shows today's date, only its own: in both
 * calendars, from the instant it was first published. `latest` are other articles to link to; the story itself is left
 * out.
 */
export function articlePage(story: Story, { latest, withAds = true }: Beside, site: Site): string {
  const description = story.standfirst?.replace(/\s+/g, ' ') ?? (summaryOf(story.content.body) || undefined);
  const places = withAds ? adsAfter(story.content.body) : [];
  const ad = <AdSlot name="text" section={story.section} />;
  const { lead } = story.content;
  const others = latest.filter(({ id }) => id !== story.id);
  return html(
    <Layout
      site={site}
      kind="article"
      title={story.headline}
      description={description}
      path={story.path}
      section={story.section}
      withAds={withAds}
      head={
        <>
          <script src={site.scripts.reading} defer />
          {withAds && <script src={site.scripts.signUp} defer />}
          {withAds && <script src={site.scripts.onward} defer />}
          {lead && <PreloadPicture picture={lead} shown={story.shown} links={story.links} />}
          <Head story={story} description={description} site={site} />
        </>
      }
    >
      <article class="story">
        <Breadcrumbs section={story.section} />
        <header>
          {story.shoulder && <p class="kicker">{story.shoulder}</p>}
          <h1>{story.headline}</h1>
          {story.standfirst && <p class="standfirst">{unbroken(story.standfirst)}</p>}
          <Bylines authors={authorsOf(story)} />
          <Times story={story} />
        </header>
        <Pictures.Provider value={story}>
          {lead && <LeadFigure picture={lead} origin={site.origin} />}
          <Body
            blocks={story.content.body}
            origin={site.origin}
            dateline={story.content.dateline}
            after={(at) => places.includes(at) && ad}
          />
        </Pictures.Provider>
        {withAds && places.length === 0 && ad}
        <Source source={story.content.source} />
        <Corrections notes={story.corrections} />
        <Tags tags={tagsOn(story)} />
        {withAds && <Share headline={story.headline} address={site.origin + story.path} />}
        {withAds && <AdSlot name="side" section={story.section} />}
      </article>
      {withAds && <SignUp page={story.path} ticked={[story.section]} />}
      {withAds && <Related tags={tagsOn(story)} />}
      {others.length > 0 && (
        <aside class="more" aria-labelledby="more">
          <h2 id="more">আরও খবর</h2>
          {others.map((card) => (
            <CardView
              key={card.id}
              card={card}
              level={3}
              size="line"
              withSection={card.section !== story.section}
            />
          ))}
        </aside>
      )}
      {withAds && <MostRead />}
    </Layout>,
  );
}

const Bylines = ({ authors }: { authors: Named[] }) =>
  authors.length === 0 ? null : (
    <p class="byline">
      {authors.map((author, at) => (
        <Fragment key={author.term}>
          {at > 0 && ', '}
          <a href={termPath(author)}>{author.name}</a>
        </Fragment>
      ))}
    </p>
  );

const Times = ({ story }: { story: Story }) => (
  <p class="times">
    <span>
      প্রকাশ: <Time at={story.publishedAt}>{moment(story.publishedAt)}</Time> <span class="bar">|</span>{' '}
      <Time at={story.publishedAt}>{banglaDateOf(story.publishedAt)}</Time>
    </span>
    {story.updatedAt > story.publishedAt && (
      <span>
        {' '}
        হালনাগাদ: <Time at={story.updatedAt}>{moment(story.updatedAt)}</Time>
      </span>
    )}
    <ReadingTime minutes={lengthOfBody(story.content.body).readingMinutes} />
    {story.corrections.length > 0 && (
      <span>
        {' '}
        <a href="#corrections">সংশোধনী দেখুন</a>
      </span>
    )}
  </p>
);

/** Nothing where there is hardly a text: a gallery, a film. */
const ReadingTime = ({ minutes }: { minutes: number }) =>
  minutes === 0 ? null : <span> পড়তে {digits(minutes)} মিনিট</span>;

function Source({ source }: { source: Story['content']['source'] }) {
  if (!source) return null;
  const isLinked = Link.safeParse(source.url).success;
  return <p class="source">সূত্র: {isLinked ? <a href={source.url}>{source.name}</a> : source.name}</p>;
}

const Corrections = ({ notes }: { notes: Correction[] }) =>
  notes.length === 0 ? null : (
    <section class="corrections" id="corrections" aria-labelledby="corrections-title">
      <h2 id="corrections-title">সংশোধনী</h2>
      <ol>
        {notes.map(({ at, revision, note }) => (
          <li key={revision}>
            <p>{note}</p>
            <p class="when">
              <Time at={at}>{moment(at)}</Time>, সংস্করণ {digits(revision)}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );

/** The tags of the copy: live records of long ago have none. */
const tagsOn = ({ content: { tags }, terms }: Story) => tagsOf({ tags, terms });

const Tags = ({ tags }: { tags: Named[] }) =>
  tags.length === 0 ? null : (
    <div class="tags">
      <h2>বিষয়</h2>
      <ul>
        {tags.map((tag) => (
          <li key={tag.term}>
            <a href={termPath(tag)} rel="tag">
              {tag.name}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );

type Described = { story: Story; description: string | undefined; site: Site };

const Head = ({ story, description, site }: Described) => (
  <>
    <meta property="og:type" content="article" />
    <meta property="article:published_time" content={story.publishedAt} />
    <meta property="article:modified_time" content={story.updatedAt} />
    <meta property="article:section" content={newsroom.sections[story.section]} />
    <SharedImage story={story} site={site} />
    <JsonLd data={newsArticle(story, description, site)} />
    <JsonLd data={breadcrumbList(story.section, site, { name: story.headline, path: story.path })} />
  </>
);

const SharedImage = ({ story, site: { origin } }: Pick<Described, 'story' | 'site'>) => (
  <>
    <meta property="og:image" content={origin + shareAddress(story, pictureOf(story))} />
    <meta property="og:image:type" content="image/jpeg" />
    <meta property="og:image:width" content={String(shareSize.width)} />
    <meta property="og:image:height" content={String(shareSize.height)} />
    <meta property="og:image:alt" content={(pictureOf(story) && story.content.lead?.alt) ?? story.headline} />
    <meta name="twitter:card" content="summary_large_image" />
  </>
);

/** The file of the lead picture that is drawn as its image, by its hash. */
const pictureOf = ({ content: { lead }, shown }: Story) => lead && shown.get(lead.asset)?.crops.wide?.hash;

/** The ratios that search engines want of a picture. */
const wantedCrops = ['wide', 'classic', 'square'] as const;

/** The lead picture in schema.org's terms, in each ratio that there is. */
function imagesOf({ content: { lead }, shown }: Story, origin: string) {
  const files = lead && shown.get(lead.asset);
  if (!files) return undefined;
  const told = {
    caption: lead.caption?.map(({ text }) => text).join('') || lead.alt,
    creditText: lead.credit,
  };
  const cut = wantedCrops.map((crop) => widestFile(files, crop)).filter((file) => file !== undefined);
  const all = cut.length > 0 ? cut : [widestFile(files, 'whole')].filter((file) => file !== undefined);
  return all.map(({ path, width, height }) => ({
    '@type': 'ImageObject',
    url: origin + path,
    width,
    height,
    ...told,
  }));
}

/** The story in schema.org's terms, for search engines and aggregators, corrections included. */
function newsArticle(story: Story, description: string | undefined, { origin }: Site) {
  const publisher = publisherOf({ origin });
  const { dateline, source } = story.content;
  const [authors, tags] = [authorsOf(story), tagsOn(story)];
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    mainEntityOfPage: origin + story.path,
    headline: story.headline,
    alternativeHeadline: story.shoulder,
    description,
    image: imagesOf(story, origin),
    inLanguage: newsroom.language,
    articleSection: newsroom.sections[story.section],
    keywords: tags.length > 0 ? tags.map(({ name }) => name) : undefined,
    datePublished: story.publishedAt,
    dateModified: story.updatedAt,
    dateline,
    author:
      authors.length > 0
        ? authors.map((author) => authorOf(author.name, origin + termPath(author)))
        : publisher,
    publisher,
    creditText: source?.name,
    isBasedOn: source?.url,
    isAccessibleForFree: true,
    correction:
      story.corrections.length > 0
        ? story.corrections.map(({ at, note }) => ({
            '@type': 'CorrectionComment',
            text: note,
            datePublished: at,
          }))
        : undefined,
  };
}

/** The fewest blocks between two ads in a text. */
const APART = 8;

/**
 * Indexes of the blocks that an ad follows: the third, and once more in a long text. In a short text the ad is below
 * it.
 */
function adsAfter(body: Block[]): number[] {
  const able = body.flatMap(({ kind }, at) =>
    kind === 'paragraph' && at >= 2 && at < body.length - 1 ? at : [],
  );
  const [first] = able;
  const second = able.find((at) => first !== undefined && at >= first + APART);
  return [first, second].filter((at) => at !== undefined);
}
