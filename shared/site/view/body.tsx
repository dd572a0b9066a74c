import { type ComponentChildren, createContext, Fragment, type VNode } from 'preact';
import { type Block, Link, type Span } from '../../articles/body.ts';
import { type Embed, hrefOf, providerName } from '../../articles/embed.ts';
import { digits } from '../../bangla/digits.ts';
import { addressesIn, type LinkedText } from './addresses.ts';

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
  const [first] = blocks;
  const opensWithText = first?.kind === 'paragraph';
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
              {dateline && opensWithText && at === 0 && <Dateline text={dateline} />}
            </BlockView>
            {after?.(at)}
          </Fragment>
        ))}
      </div>
    </Origin.Provider>
  );
}

const Origin = createContext('');

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
    case 'table':
      return <TableView head={block.head} rows={block.rows} number={tables} />;
  }
}

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

const QuoteView = ({ paragraphs, cite }: { paragraphs: Span[][]; cite?: string | undefined }) => (
  <figure class="quote">
    <blockquote>
      {paragraphs.map((spans, at) => (
        <p key={at}>
          <Spans spans={spans} />
        </p>
      ))}
    </blockquote>
    {cite && <figcaption>{cite}</figcaption>}
  </figure>
);

/** A link to the provider's page, not a frame: the provider learns nothing of a reader who does not follow it. */
const EmbedView = ({ embed }: { embed: Embed }) => (
  <p class="embed">
    <a href={hrefOf(embed)} rel="noopener">
      {providerName(embed)}-এ দেখুন
    </a>
  </p>
);

/** A table wider than the screen scrolls by itself, and can take focus so that a keyboard can scroll it. */
const TableView = ({ head, rows, number }: { head: Span[][]; rows: Span[][][]; number: number }) => (
  <section class="table" tabindex={0} aria-label={`সারণি ${digits(number)}`}>
    <table>
      <thead>
        <tr>
          {head.map((cell, at) => (
            <th key={at} scope="col">
              <Spans spans={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            {row.map((cell, column) => (
              <td key={column}>
                <Spans spans={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

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
        {hasLinks ? addressesIn(line).map((part, n) => <Part key={n} {...part} />) : line}
      </Fragment>
    ))}
  </>
);

const Part = ({ text, href }: LinkedText) =>
  href === undefined ? text : <Anchor href={href}>{text}</Anchor>;

/** A link; to a page of this site as a path, which holds wherever the site stands. */
const Anchor = ({ href, children }: { href: string; children: ComponentChildren }) => (
  <Origin.Consumer>
    {(origin) => <a href={href.startsWith(`${origin}/`) ? href.slice(origin.length) : href}>{children}</a>}
  </Origin.Consumer>
);

/** Checked when it was saved, and again here: no page has a link that runs a script, or a link without text. */
const isFollowable = ({ link, text }: Span) => Link.safeParse(link).success && text.trim() !== '';

const isBlank = (spans: Span[]) => spans.every(({ text }) => text.trim() === '');
