import { type ComponentChildren, createContext, Fragment, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { type Block, Link, type Picture, type Span } from '../../articles/body.ts';
import { type Embed, frameOf, hrefOf, linkText, providerName } from '../../articles/embed-at.ts';
import { withSlashes } from '../../articles/href.ts';
import { withoutSlug } from '../../articles/slug.ts';
import { digits } from '../../bangla/digits.ts';
import { addressesIn, type LinkedText } from './addresses.ts';
import { columnsOf } from './columns.ts';
import { Figure, Gallery, Pictures } from './picture.tsx';
import { unbroken } from './unbroken.ts';

type BodyText = {
  blocks: Block[];
  /** The site's origin: links to its own pages are paths. */
  origin: string;
  dateline?: string | undefined;
  /** What to show after the block at this index, if anything. */
  after?: (at: number) => VNode | false;
};

/** For each block: whether a heading is above it, and how many tables, itself included. One sweep, however long a text is. */
function placesOf(blocks: readonly Block[]): Place[] {
  let place: Place = { isUnderHeading: false, tables: 0 };
  return blocks.map((block) => {
    const own = { ...place, tables: place.tables + (block.kind === 'table' ? 1 : 0) };
    place = { ...own, isUnderHeading: own.isUnderHeading || isHeading(block) };
    return own;
  });
}

type Place = { isUnderHeading: boolean; tables: number };

/** An article's text. The dateline opens the first paragraph, as newspapers set it. */
export function Body({ blocks, origin, dateline, after }: BodyText) {
  // Pictures above the first paragraph do not keep the dateline from it.
  const opening = blocks.findIndex(({ kind }) => kind !== 'image' && kind !== 'gallery');
  const opensWithText = blocks[opening]?.kind === 'paragraph';
  const places = placesOf(blocks);
  return (
    <Origin.Provider value={origin}>
      <div class="text">
        {dateline && !opensWithText && (
          <p>
            <Dateline text={dateline} />
          </p>
        )}
        {blocks.map((block, at) => (
          <Fragment key={at}>
            <BlockView block={block} {...places[at]}>
              {dateline && opensWithText && at === opening && <Dateline text={dateline} />}
            </BlockView>
            {after?.(at)}
          </Fragment>
        ))}
      </div>
    </Origin.Provider>
  );
}

const Origin = createContext('');

/** The picture above a text. */
export const LeadFigure = ({ picture, origin }: { picture: Picture; origin: string }) => (
  <Origin.Provider value={origin}>
    <Figure picture={picture} isLead>
      {captionOf}
    </Figure>
  </Origin.Provider>
);

const Dateline = ({ text }: { text: string }) => <span class="dateline">{text} : </span>;

type BlockProps = {
  block: Block;
  isUnderHeading?: boolean;
  tables?: number;
  children?: VNode | false | '' | undefined;
};

function BlockView({ block, isUnderHeading = false, tables = 1, children }: BlockProps) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          {children}
          <Spans spans={block.spans} />
        </p>
      );
    case 'heading':
      // A heading of level 3 without one before it becomes level 2: a page's outline never skips a level.
      return <HeadingView spans={block.spans} level={isUnderHeading ? block.level : 2} />;
    case 'list':
      return <ListView {...block} />;
    case 'quote':
      return <QuoteView paragraphs={block.paragraphs} cite={block.cite} />;
    case 'embed':
      return <EmbedView embed={block} />;
    case 'image':
      return <Figure picture={block}>{captionOf}</Figure>;
    case 'gallery':
      return (
        <Gallery images={block.images} caption={block.caption}>
          {captionOf}
        </Gallery>
      );
    case 'table':
      return <TableView table={block} number={tables} />;
  }
}

const captionOf = (spans: Span[]) => <Spans spans={spans} />;

const isHeading = (block: Block) => block.kind === 'heading' && !isBlank(block.spans);

function HeadingView({ spans, level }: { spans: Span[]; level: 2 | 3 }) {
  const Heading = `h${level}` as const;
  return isBlank(spans) ? null : (
    <Heading>
      <Spans spans={spans} />
    </Heading>
  );
}

function ListView({ items, ordered, start }: Extract<Block, { kind: 'list' }>) {
  const all = items.map((spans, at) => (
    <li key={at}>
      <Spans spans={spans} />
    </li>
  ));
  return ordered ? <ol start={start}>{all}</ol> : <ul>{all}</ul>;
}

/** A quote, with who is quoted below it: as the copy says, or in a last paragraph that begins with a dash. */
function QuoteView({ paragraphs, cite }: { paragraphs: Span[][]; cite?: string | undefined }) {
  const last = paragraphs.at(-1) ?? [];
  const isCite = cite === undefined && paragraphs.length > 1 && /^[—–―] ?\S/.test(last[0]?.text ?? '');
  const said = isCite ? paragraphs.slice(0, -1) : paragraphs;
  const who = isCite ? last : cite ? [{ text: `— ${cite}` }] : [];
  return (
    <figure class="quote">
      <blockquote>
        {said.map((spans, at) => (
          <p key={at}>
            <Spans spans={spans} />
          </p>
        ))}
      </blockquote>
      {who.length > 0 && (
        <figcaption>
          <Spans spans={who} />
        </figcaption>
      )}
    </figure>
  );
}

/**
 * A link to the provider's page. What can be played is a panel of ours, which the page's script replaces by the provider's
 * frame when it is pressed: the provider learns nothing of a reader who leaves it alone.
 */
function EmbedView({ embed }: { embed: Embed }) {
  const { isInFeed } = useContext(Pictures);
  const frame = isInFeed ? undefined : frameOf(embed);
  const link = (
    <a href={hrefOf(embed)} rel="noopener" data-frame={frame?.src}>
      {linkText(embed)}
    </a>
  );
  return frame ? (
    <figure class={`embed ${frame.shape}`}>
      {link}
      <figcaption>চাপ দেওয়ার আগে {providerName(embed)} কিছু জানতে পারে না।</figcaption>
    </figure>
  ) : (
    <p class="embed">{link}</p>
  );
}

/** A table wider than the screen scrolls by itself, and can take focus so that a keyboard can scroll it. */
function TableView({ table, number }: { table: Extract<Block, { kind: 'table' }>; number: number }) {
  const { head, rows } = table;
  const classes = columnsOf(table);
  return (
    <section class="table" tabindex={0} aria-label={`সারণি ${digits(number)}`}>
      <table>
        <thead>
          <tr>
            {head.map((cell, at) => (
              <th key={at} scope="col" class={classes[at]}>
                <Spans spans={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column} class={classes[column]}>
                  <Spans spans={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const Spans = ({ spans }: { spans: Span[] }) => spans.map((span, at) => <SpanView key={at} span={span} />);

function SpanView({ span }: { span: Span }) {
  const isLink = isFollowable(span);
  let set: VNode = <Text text={span.text} hasLinks={!isLink} />;
  if (span.marks?.includes('emphasis')) set = <em>{set}</em>;
  if (span.marks?.includes('strong')) set = <strong>{set}</strong>;
  return isLink ? <Anchor href={span.link ?? ''}>{set}</Anchor> : set;
}

/** Text with its line breaks, and with links where it has addresses. */
const Text = ({ text, hasLinks }: { text: string; hasLinks: boolean }) => (
  <>
    {text.split('\n').map((line, at) => (
      <Fragment key={at}>
        {at > 0 && <br />}
        {hasLinks ? addressesIn(line).map((part, n) => <Part key={n} {...part} />) : unbroken(line)}
      </Fragment>
    ))}
  </>
);

const Part = ({ text, href }: LinkedText) =>
  href === undefined ? unbroken(text) : <Anchor href={href}>{text}</Anchor>;

/** A link; to a page of this site as a path, which holds wherever the site stands, and without words that may change. */
const Anchor = ({ href, children }: { href: string; children: ComponentChildren }) => {
  const whole = withSlashes(href);
  return (
    <Origin.Consumer>
      {(origin) => (
        <a href={withoutSlug(whole.startsWith(`${origin}/`) ? whole.slice(origin.length) : whole)}>
          {children}
        </a>
      )}
    </Origin.Consumer>
  );
};

/** Checked when it was saved, and again here: no page has a link that runs a script, or a link without text. */
const isFollowable = ({ link, text }: Span) => Link.safeParse(link).success && text.trim() !== '';

const isBlank = (spans: Span[]) => spans.every(({ text }) => text.trim() === '');
