import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { iconPath, iconSides } from '../../shared/site/view/icons.ts';
import { ico, iconFolder, sign } from '../build/icons.ts';

const icoSide = 32;

/** The icons that are made of the sign, by name. */
export async function drawnIcons(): Promise<Map<string, Buffer>> {
  const svg = readFileSync(new URL(sign, iconFolder));
  const drawn = (side: number) =>
    sharp(svg, { density: (72 * side) / 32 })
      .resize(side, side)
      .png({ compressionLevel: 9 })
      .toBuffer();
  const pngs = iconSides.map(async (side) => [iconPath(side).slice(1), await drawn(side)] as const);
  return new Map([[ico, icoOf(await drawn(icoSide))], ...(await Promise.all(pngs))]);
}

/** An ICO file with one PNG in it. */
function icoOf(png: Buffer): Buffer {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt8(icoSide, 6);
  head.writeUInt8(icoSide, 7);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}
