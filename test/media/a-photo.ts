import sharp from 'sharp';

/**
 * A picture that is as hard as a photograph: soft light, shapes of several sizes, and the noise of a sensor. It is the same
 * each time.
 */
export async function aPhoto({ width = 900, height = 600 } = {}) {
  const raw = { width, height, channels: 3 } as const;
  const pixels = Buffer.alloc(width * height * 3);
  let seed = 7;
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      const light = 110 + 70 * Math.sin(x / 211) * Math.cos(y / 157);
      const detail = 28 * Math.sin(x / 9 + Math.sin(y / 31)) * Math.sin(y / 7);
      const grain = (seed >>> 24) / 16;
      const edge = (x * 3 + y * 2) % 400 < 40 ? 45 : 0;
      pixels[at++] = light + detail + grain;
      pixels[at++] = light * 0.9 + detail + grain + edge;
      pixels[at++] = light * 0.7 - detail + grain;
    }
  return sharp(pixels, { raw });
}

/** XMP as photo programs write it: attributes and elements of an `rdf:Description`. */
export const anXmp = (
  attributes = '',
  elements = '',
) => `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" ${attributes}>${elements}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

/** A text of XMP in the language of the file. */
export const anAlt = (name: string, text: string) =>
  `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></${name}>`;

/** The IPTC of a JPEG: datasets of record 2 by number. With `isUtf8` it says that it is UTF-8. */
export function anIptc(datasets: Record<number, string | Buffer>, isUtf8 = true): Buffer {
  const dataset = (record: number, number: number, value: Buffer) => {
    const head = Buffer.from([0x1c, record, number, 0, 0]);
    head.writeUInt16BE(value.length, 3);
    return Buffer.concat([head, value]);
  };
  const all = Buffer.concat([
    ...(isUtf8 ? [dataset(1, 90, Buffer.from('\x1b%G', 'latin1'))] : []),
    ...Object.entries(datasets).map(([number, value]) =>
      dataset(2, Number(number), Buffer.from(value as string)),
    ),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(all.length);
  return Buffer.concat([
    Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0', 'latin1'),
    size,
    all,
    Buffer.alloc(all.length % 2),
  ]);
}

/** A JPEG with a segment put in after its first marker. */
export function withSegment(jpeg: Buffer, marker: number, body: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, marker]), length, body, jpeg.subarray(2)]);
}
