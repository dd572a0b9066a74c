import type { Lead } from '../../articles/live.ts';
import { type Crop, picturePath, type Rendered } from '../../media/picture.ts';

/** How large a picture of a card is on a screen, as `sizes` of HTML says it: on a phone, and from 48 em on. */
const sizesOf = {
  lead: { small: '100vw', large: '(min-width: 60em) 47rem, 100vw' },
  full: { small: '6rem', large: '(min-width: 60em) 23rem, 46vw' },
} as const;

type Props = { lead: Lead; size: keyof typeof sizesOf; isFirst: boolean };

/**
 * The picture of a card: 16:9; beside a headline on a phone a square. Its place is kept by width and height, so nothing
 * moves when it comes. Only the first of a page is not left until it is near the screen.
 */
export function CardPicture({ lead, size, isFirst }: Props) {
  const wide = fileOf(lead, ['wide', 'classic', 'whole']);
  if (!wide) return null;
  const square = size === 'full' ? fileOf(lead, ['square', 'classic']) : undefined;
  const { small, large } = sizesOf[size];
  return (
    <picture class="thumb">
      {square && (
        <source
          media="(max-width: 47.99em)"
          srcset={srcsetOf(lead, square)}
          sizes={small}
          width={widest(square)}
          height={square.height}
        />
      )}
      <img
        src={picturePath(lead.shown.asset, wide, wide.widths[0] ?? 0)}
        srcset={srcsetOf(lead, wide)}
        sizes={large}
        width={widest(wide)}
        height={wide.height}
        alt={lead.decorative ? '' : (lead.alt ?? '')}
        loading={isFirst ? 'eager' : 'lazy'}
        decoding="async"
        {...(isFirst ? { fetchpriority: 'high' as const } : {})}
      />
    </picture>
  );
}

/** The first of these crops that the picture has. */
const fileOf = ({ shown: { crops } }: Lead, wanted: readonly Crop[]): Rendered | undefined =>
  wanted.map((crop) => crops[crop]).find((file) => file !== undefined);

const srcsetOf = ({ shown: { asset } }: Lead, file: Rendered) =>
  file.widths.map((width) => `${picturePath(asset, file, width)} ${width}w`).join(', ');

const widest = ({ widths }: Rendered) => widths.at(-1);
