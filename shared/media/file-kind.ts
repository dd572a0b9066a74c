/** The kind of a file by its bytes, whatever its name says. */
export type FileKind = 'jpeg' | 'png' | 'apng' | 'webp' | 'avif' | 'avis' | 'heic' | 'gif' | 'svg' | 'other';

const starts: [FileKind, Buffer][] = [
  ['jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ['gif', Buffer.from('GIF8')],
];

export function fileKindOf(file: Buffer): FileKind {
  const [kind] = starts.find(([, start]) => file.subarray(0, start.length).equals(start)) ?? [];
  if (kind === 'png') return isApng(file) ? 'apng' : 'png';
  if (kind) return kind;
  const [first, second] = [file.toString('latin1', 0, 4), file.toString('latin1', 8, 12)];
  if (first === 'RIFF' && second === 'WEBP') return 'webp';
  if (file.toString('latin1', 4, 8) === 'ftyp') return brandOf(second);
  return /<svg[\s>]/i.test(file.toString('latin1', 0, 4_096)) ? 'svg' : 'other';
}

/** An animated PNG has an `acTL` chunk before its first image data. */
function isApng(file: Buffer): boolean {
  const control = file.indexOf('acTL');
  return control !== -1 && control < file.indexOf('IDAT');
}

/** The kinds of images in a HEIF container, by its brand. */
function brandOf(brand: string): FileKind {
  if (brand === 'avif' || brand === 'avis') return brand;
  return /^(hei|hev|mif1|msf1)/.test(brand) ? 'heic' : 'other';
}
