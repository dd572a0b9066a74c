import { fileURLToPath } from 'node:url';
import sharp, { type OverlayOptions } from 'sharp';
import { cut } from '../bangla/cut.ts';
import { newsroom } from '../newsroom.ts';
import { type Shared, shareSize } from './share-address.ts';

const colours = { paper: '#fffefb', ink: '#1a1a1c', soft: '#5b5955', rule: '#dcd8cf', accent: '#a3121f' };
const family = 'Noto Serif Bengali';
/** The file of the letters, which Pango needs as TrueType: it reads no WOFF. */
export const fontOf = () =>
  fileURLToPath(
    import.meta.resolve('@expo-google-fonts/noto-serif-bengali/700Bold/NotoSerifBengali_700Bold.ttf'),
  );

const margin = 72;
/** The sizes of a headline, in pixels, the largest that fits first, and the most lines of each. */
const sizes = [
  { size: 108, lines: 2 },
  { size: 84, lines: 3 },
  { size: 68, lines: 4 },
  { size: 56, lines: 5 },
] as const;
/** A line of a size is so much higher, with the signs above and below its letters. */
const lineHeight = 1.62;
const room = { width: shareSize.width - 2 * margin, height: 380 };

/**
 * Draws the image of an article's shared links as JPEG: its picture under the paper's mark or, without one, its headline. Text
 * is set by Pango, which shapes Bengali as browsers do.
 */
export const drawShareImage = (shared: Shared, picture?: Uint8Array): Promise<Buffer> =>
  picture ? withPicture(picture) : withHeadline(shared);

const jpeg = { quality: 80, mozjpeg: true } as const;

async function withPicture(picture: Uint8Array): Promise<Buffer> {
  const { width, height } = shareSize;
  const name = await textOf(newsroom.name, 46, colours.paper);
  const box = { width: name.info.width + 56, height: 84 };
  const mark: OverlayOptions[] = [
    { input: plain(box, colours.accent), left: 0, top: height - box.height },
    centred(name, { left: 0, top: height - box.height, ...box }),
  ];
  return sharp(picture).resize(width, height, { fit: 'cover' }).composite(mark).jpeg(jpeg).toBuffer();
}

async function withHeadline({ section, headline }: Shared): Promise<Buffer> {
  const { width, height } = shareSize;
  const [kicker, text, name, motto] = await Promise.all([
    textOf(newsroom.sections[section], 34, colours.accent),
    headtextOf(headline).then(within(height - 84 - 132), nothingToSet),
    textOf(newsroom.name, 44, colours.paper),
    textOf(newsroom.motto, 28, colours.soft),
  ]);
  const foot = { left: 0, top: height - 84, width: name.info.width + 56, height: 84 };
  const layers: OverlayOptions[] = [
    { input: plain({ width, height: 14 }, colours.accent), left: 0, top: 0 },
    { input: kicker.data, left: margin, top: 62 },
    ...(text ? [{ input: text.data, left: margin, top: 132 }] : []),
    { input: plain({ width, height: 2 }, colours.rule), left: 0, top: foot.top },
    { input: plain(foot, colours.accent), left: 0, top: foot.top },
    centred(name, foot),
    {
      input: motto.data,
      left: width - margin - motto.info.width,
      top: foot.top + Math.round((foot.height - motto.info.height) / 2),
    },
  ];
  return sharp(plain(shareSize, colours.paper))
    .composite(layers)
    .jpeg({ ...jpeg, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** A headline in the largest size in which all of it fits; cut at a word when none is small enough. */
async function headtextOf(headline: string): Promise<Drawn> {
  for (const { size, lines } of sizes) {
    const drawn = await textOf(headline, size, colours.ink);
    if (drawn.info.height <= Math.min(room.height, lines * size * lineHeight)) return drawn;
  }
  const smallest = sizes[sizes.length - 1]?.size ?? 56;
  for (let most = 140; most > 20; most -= 10) {
    const drawn = await textOf(cut(headline, most), smallest, colours.ink);
    if (drawn.info.height <= room.height) return drawn;
  }
  return textOf(cut(headline, 20), smallest, colours.ink);
}

/** Signs above their letters may make a line as high as the image: what goes beyond its room is cut off. */
const within =
  (height: number) =>
  async ({ data, info }: Drawn): Promise<Drawn> => {
    const area = { width: Math.min(info.width, room.width), height: Math.min(info.height, height) };
    if (area.width === info.width && area.height === info.height) return { data, info };
    return sharp(data)
      .extract({ left: 0, top: 0, ...area })
      .png()
      .toBuffer({ resolveWithObject: true });
  };

/** Pango refuses a text of which nothing is seen, as a Braille blank. The image is the paper’s name alone then. */
function nothingToSet(error: unknown): undefined {
  if (Object(error).message !== 'text: no text to render') throw error;
}

type Drawn = { data: Buffer; info: { width: number; height: number } };

/** Text in the paper's letters, as wide as there is room; nothing in it is markup. */
export const textOf = (text: string, size: number, colour: string): Promise<Drawn> =>
  sharp({
    text: {
      text: `<span foreground="${colour}">${escaped(text)}</span>`,
      font: `${family} Bold ${size}`,
      fontfile: fontOf(),
      width: room.width,
      dpi: 72,
      rgba: true,
      wrap: 'word-char',
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

type Box = { width: number; height: number };

const centred = ({ data, info }: Drawn, box: Box & { left: number; top: number }): OverlayOptions => ({
  input: data,
  left: box.left + Math.round((box.width - info.width) / 2),
  top: box.top + Math.round((box.height - info.height) / 2),
});

/** An area of one colour. */
const plain = ({ width, height }: Box, background: string) => ({
  create: { width, height, channels: 3 as const, background },
});
