import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Block, Picture, Span } from '../../articles/body.ts';
import { digits } from '../../bangla/digits.ts';
import type { Shown } from '../../media/picture.ts';
import { filesOf, type Links, type PictureFiles } from './picture-files.ts';

/** The pictures that can be shown, by asset, and where the files of a preview are. */
type Showing = { shown: ReadonlyMap<string, Shown>; links?: Links | undefined };

/** What pictures are made of. `isInFeed` where no style sheet and no choice among files is: one file each. */
export const Pictures = createContext<Showing & { isInFeed?: boolean }>({ shown: new Map() });

/**
 * How wide pictures are: as the column of text of the style sheet (40 rem of 17 px; a tall one 28), or as the window
 * without its margins. In `sizes` a rem is the browser's own, of 16 px.
 */
const sizesOf = (files: PictureFiles) =>
  isTall(files) ? '(max-width: 32rem) 92vw, 29.75rem' : '(max-width: 46rem) 92vw, 42.5rem';

const isTall = ({ width, height }: PictureFiles) => height > width * 1.1;

/** How high pictures of a gallery are: as the style sheet says, in the browser's rem and in hundredths of the window. */
const galleryHeight = { rem: 25.5, vw: 62 } as const;

const gallerySizes = ({ width, height }: PictureFiles) => {
  const ratio = width / height;
  const rem = Math.min(ratio * galleryHeight.rem, 42.5);
  const vw = Math.min(ratio * galleryHeight.vw, 92);
  return `min(${round(rem)}rem, ${round(vw)}vw)`;
};

const round = (length: number) => Number(length.toFixed(2));

type FigureProps = {
  picture: Picture;
  /** The first picture of a page is asked for at once, all others as they come near. */
  isLead?: boolean;
  children: (spans: Span[]) => ComponentChildren;
};

/** A picture with what is told of it; nothing when it cannot be shown. */
export function Figure({ picture, isLead = false, children }: FigureProps) {
  const { isInFeed, ...showing } = useContext(Pictures);
  const files = filesOfPicture(picture, showing);
  if (!files) return null;
  return (
    <figure class={isInFeed ? undefined : isTall(files) ? 'picture tall' : 'picture'}>
      <Image
        files={files}
        alt={altOf(picture)}
        sizes={isInFeed ? undefined : sizesOf(files)}
        isLead={isLead}
        isAlone={isInFeed}
      />
      <Told picture={picture}>{children}</Told>
    </figure>
  );
}

const filesOfPicture = ({ asset, crop }: Picture, { shown, links }: Showing) => {
  const files = shown.get(asset);
  return files && filesOf(files, crop, links);
};

/** What is read out instead of a picture: nothing for one that says nothing itself. */
const altOf = ({ alt, decorative }: Picture) => (decorative ? '' : (alt ?? ''));

type ImageProps = {
  files: PictureFiles;
  alt: string;
  sizes: string | undefined;
  isLead?: boolean;
  isAlone?: boolean | undefined;
};

const Image = ({ files: { src, srcset, width, height }, alt, sizes, isLead, isAlone }: ImageProps) => (
  <img
    src={src}
    srcset={isAlone ? undefined : srcset}
    sizes={sizes}
    width={width}
    height={height}
    alt={alt}
    decoding="async"
    {...(isLead ? { loading: 'eager', fetchpriority: 'high' } : { loading: 'lazy' })}
  />
);

/** Caption and credit of a picture; before them its number in a gallery. */
function Told({
  picture: { caption = [], credit },
  number,
  children,
}: Omit<FigureProps, 'isLead'> & { number?: string }) {
  const hasText = caption.some(({ text }) => text.trim() !== '');
  if (!hasText && credit === undefined && number === undefined) return null;
  return (
    <figcaption>
      {number && <span class="nth">{number} </span>}
      {hasText && (
        <>
          <span>{children(caption)}</span>{' '}
        </>
      )}
      {credit !== undefined && <span class="credit">{creditOf(credit)}</span>}
    </figcaption>
  );
}

/** `ছবি: রুমানা হক`; as it is where somebody said what it is themselves: `অলংকরণ: খবর`. */
const creditOf = (credit: string) => (/^[\p{L}\p{M} ]{2,20}:/u.test(credit) ? credit : `ছবি: ${credit}`);

type GalleryProps = Pick<Extract<Block, { kind: 'gallery' }>, 'images' | 'caption'> &
  Pick<FigureProps, 'children'>;

/**
 * Pictures side by side in a strip that scrolls by itself, by touch, wheel and keyboard, without a script. Those that
 * cannot be shown are left out; the only one left is shown as a picture.
 */
export function Gallery({ images, caption = [], children }: GalleryProps) {
  const { isInFeed, ...showing } = useContext(Pictures);
  const left = images.flatMap((picture) => {
    const files = filesOfPicture(picture, showing);
    return files ? [{ picture, files }] : [];
  });
  const [only, ...others] = left;
  if (!only) return null;
  if (others.length === 0) return <Figure picture={only.picture}>{children}</Figure>;
  if (isInFeed)
    return (
      <>
        {left.map(({ picture }, at) => (
          <Figure key={at} picture={picture}>
            {children}
          </Figure>
        ))}
        {caption.length > 0 && <p>{children(caption)}</p>}
      </>
    );
  const count = digits(left.length);
  return (
    <figure class="gallery">
      <section tabindex={0} aria-label={`${count}টি ছবি`}>
        <ul>
          {left.map(({ picture, files }, at) => (
            <li key={at}>
              <figure>
                <Image files={files} alt={altOf(picture)} sizes={gallerySizes(files)} />
                <Told picture={picture} number={`${digits(at + 1)}/${count}`}>
                  {children}
                </Told>
              </figure>
            </li>
          ))}
        </ul>
      </section>
      {caption.length > 0 && <figcaption>{children(caption)}</figcaption>}
    </figure>
  );
}

/** Asks for a picture before the style sheet is there: the largest thing on the page. */
export function PreloadPicture({ picture, ...showing }: { picture: Picture } & Showing) {
  const files = filesOfPicture(picture, showing);
  return files ? (
    <link
      rel="preload"
      as="image"
      href={files.src}
      fetchpriority="high"
      {...{ imagesrcset: files.srcset, imagesizes: sizesOf(files) }}
    />
  ) : null;
}
