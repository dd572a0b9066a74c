import type { Metadata } from 'sharp';
import { type Drawn, draw } from './draw.ts';
import { fileKindOf } from './file-kind.ts';
import { images, readable } from './images.ts';
import type { Source } from './layout.ts';
import { metadataOf, type Metadata as Said } from './metadata.ts';
import { pictureAdvice } from './picture-advice.ts';
import { type Refusal, refused } from './refusal.ts';

/**
 * The most pixels of a picture: phones have 50 million. Of AVIF, which is decoded as a whole and may have 12 bits for each
 * colour, there is memory for half as many.
 */
const mostPixels = ({ format }: Pick<Metadata, 'format'>) => (format === 'heif' ? 30_000_000 : 60_000_000);

/** How many times longer one side may be than the other: a panorama of a whole circle has about ten. */
const longest = 40;

const damaged = refused(
  'it is damaged, or takes too long to read: save it anew, smaller if it is large',
  'ছবিটি নষ্ট, অথবা পড়তে বেশি সময় লাগে: নতুন করে সেভ করে, বড় হলে ছোট করে পাঠান',
);

/** What is known of a picture that can be shown: its sides as it is seen, and what its file says of it. */
export type Examined = { width: number; height: number } & Said;

/** Whether a file is a picture that can be shown; the file's bytes decide its kind. */
export async function examine(file: Buffer): Promise<Examined | Refusal> {
  const why = pictureAdvice[fileKindOf(file)];
  if (why) return why;
  const header = await readable(images(file, { limitInputPixels: false }).metadata());
  return header ? (faultOf(header) ?? { ...header.autoOrient, ...metadataOf(header) }) : damaged;
}

/** The files of a picture for readers, unless its decoder stops at it. */
export const drawIfSound = async (file: Buffer, source: Source): Promise<Drawn[] | Refusal> =>
  (await readable(draw(file, source))) ?? damaged;

function faultOf(header: Metadata): Refusal | undefined {
  const { width, height, pages = 1 } = header;
  const most = mostPixels(header);
  if (pages > 1) return pictureAdvice.apng;
  if (width * height > most)
    return refused(
      `it has ${width}×${height} pixels; ${most / 1e6} million are allowed${header.format === 'heif' ? ' of AVIF' : ''}: send it smaller`,
      `ছবিটিতে ${width}×${height} পিক্সেল আছে; ${most / 1e6} মিলিয়ন পর্যন্ত নেওয়া হয়: ছোট করে পাঠান`,
    );
  if (Math.max(width, height) > longest * Math.min(width, height))
    return refused(
      `it is ${width}×${height} pixels: one side may be ${longest} times the other; cut a part out of it`,
      `ছবিটি ${width}×${height} পিক্সেল: এক দিক অন্য দিকের ${longest} গুণ পর্যন্ত হতে পারে; একটি অংশ কেটে পাঠান`,
    );
  return undefined;
}
