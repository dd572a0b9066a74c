import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import ExifReader from 'exifreader';
import type { Metadata as Blocks } from 'sharp';
import { text } from '../text.ts';
import type { Suggested } from './suggested.ts';

/** What a file says of itself: texts for people to take over, and when it was taken. */
export type Metadata = { suggested?: Suggested; taken?: string };

/**
 * What the metadata of a picture says of it, in the first block that says it: XMP, IPTC, EXIF. Never where it was taken:
 * nothing but these fields is taken over. What is not UTF-8 is left out.
 */
export function metadataOf(blocks: Pick<Blocks, 'exif' | 'iptc' | 'xmp'>): Metadata {
  const { xmp = {}, iptc = {}, exif = {} } = tagsIn(blocks);
  const keywords = [listOf(xmp.subject), iptcOf(iptc.Keywords)].find(({ length }) => length > 0);
  const suggested = {
    alt: first(500, listOf(xmp.AltTextAccessibility)),
    caption: first(
      1_000,
      listOf(xmp.description),
      iptcOf(iptc['Caption/Abstract']),
      listOf(exif.ImageDescription),
    ),
    credit: first(
      120,
      ...[listOf(xmp.Credit), iptcOf(iptc.Credit), listOf(xmp.creator), iptcOf(iptc['By-line'])],
      ...[listOf(exif.Artist), listOf(exif.Copyright)],
    ),
    headline: first(
      300,
      listOf(xmp.Headline),
      iptcOf(iptc.Headline),
      listOf(xmp.title),
      iptcOf(iptc['Object Name']),
    ),
    keywords: keywords?.slice(0, 30).flatMap((word) => clean(word, 100) ?? []),
  };
  const said = Object.entries(suggested).filter(([, value]) => value !== undefined && value.length > 0);
  const taken = [xmp.DateTimeOriginal, xmp.DateCreated, exif.DateTimeOriginal]
    .flatMap(listOf)
    .map(dateIn)
    .find((date) => date !== undefined);
  return {
    ...(said.length > 0 ? { suggested: Object.fromEntries(said) } : {}),
    ...(taken === undefined ? {} : { taken }),
  };
}

type Tags = Partial<Record<'xmp' | 'iptc' | 'exif', Record<string, unknown>>>;

/** The tags of all blocks; none when they cannot be read. */
function tagsIn(blocks: Parameters<typeof metadataOf>[0]): Tags {
  try {
    const domParser = new DOMParser({ onError: onErrorStopParsing });
    return ExifReader.load(asJpeg(blocks), { expanded: true, domParser }) as Tags;
  } catch {
    return {};
  }
}

/** The most bytes of a block that a segment of a JPEG holds. What is longer is not read: so the work is bounded. */
const mostBytes = 65_000;

/** A JPEG of nothing but these blocks, whatever kind of file they come from. */
function asJpeg({ exif, iptc, xmp }: Parameters<typeof metadataOf>[0]): Buffer {
  const segment = (marker: number, start: string, block: Buffer | undefined) => {
    if (!block || block.length > mostBytes) return [];
    const begin = block.toString('latin1', 0, start.length) === start ? '' : start;
    const body = Buffer.concat([Buffer.from(begin, 'latin1'), block]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(body.length + 2);
    return [Buffer.from([0xff, marker]), length, body];
  };
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...segment(0xe1, 'Exif\0\0', exif),
    ...segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', xmp),
    ...segment(0xed, 'Photoshop 3.0\0', iptc),
    Buffer.from([0xff, 0xd9]),
  ]);
}

type Tag = { value?: unknown; description?: unknown };

const tagsOf = (tag: unknown): Tag[] => (tag === undefined ? [] : ([tag].flat() as Tag[]));

/** The texts of a tag of XMP or EXIF: of a list those of its entries. */
const listOf = (tag: unknown): string[] =>
  tagsOf(tag).flatMap(({ value, description }) => {
    const entries = Array.isArray(value) ? value : [];
    if (entries.some(isTag)) return entries.flatMap(listOf);
    return typeof description === 'string' ? [description] : [];
  });

const isTag = (entry: unknown) => typeof entry === 'object' && entry !== null && 'value' in entry;

/** The texts of a tag of IPTC, by its bytes: without a declaration they may be Latin-1, or Bijoy. */
const iptcOf = (tag: unknown): string[] =>
  tagsOf(tag).flatMap(({ value }) => {
    const bytes = Array.isArray(value) ? Uint8Array.from(value as number[]) : undefined;
    try {
      return bytes ? [new TextDecoder('utf-8', { fatal: true }).decode(bytes)] : [];
    } catch {
      return [];
    }
  });

const first = (max: number, ...texts: string[][]) =>
  texts
    .flat()
    .map((one) => clean(one, max))
    .find((one) => one !== undefined);

/** A text as people could have written it; undefined for one that has nothing to read, or signs that are none. */
const clean = (raw: string, max: number) =>
  text(max).safeParse([...raw.slice(0, 4 * max)].slice(0, max).join('').replaceAll('\uFFFD', '\0')).data;

/** `2026-11-20T10:11:12`, with a zone if there is one. */
function dateIn(raw: string): string | undefined {
  const [, date, time, zone = ''] =
    /^(\d{4}[:-]\d\d[:-]\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(raw.trim()) ?? [];
  const taken = `${date?.replaceAll(':', '-')}T${time}${zone}`;
  return Number.isNaN(Date.parse(taken)) ? undefined : taken;
}
