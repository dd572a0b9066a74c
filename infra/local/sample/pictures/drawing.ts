/** Shapes of the sample's pictures, as SVG in a frame of 1600 × 1067. Everything is drawn from a seed: each time the same. */
export const frame = { width: 1600, height: 1067 } as const;

/** Numbers from 0 to 1, always the same for a seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const round = (value: number) => Math.round(value * 10) / 10;
const { width, height } = frame;
let gradients = 0;

/** A rectangle that goes from one colour to others, downwards. */
export function shade(y: number, tall: number, ...colours: string[]): string {
  const id = `g${gradients++}`;
  const stops = colours.map(
    (colour, at) => `<stop offset="${round(at / Math.max(1, colours.length - 1))}" stop-color="${colour}"/>`,
  );
  return `<linearGradient id="${id}" x1="0" x2="0" y1="0" y2="1">${stops.join('')}</linearGradient><rect x="0" y="${y}" width="${width}" height="${tall}" fill="url(#${id})"/>`;
}

/** The sun or the moon with its glow. */
export function sun(x: number, y: number, r: number, colour: string): string {
  const id = `g${gradients++}`;
  return `<radialGradient id="${id}"><stop offset="0" stop-color="${colour}" stop-opacity=".75"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient><circle cx="${x}" cy="${y}" r="${r * 5}" fill="url(#${id})"/><circle cx="${x}" cy="${y}" r="${r}" fill="${colour}"/>`;
}

/** A line of land from side to side, filled to the bottom. */
export function land(y: number, rise: number, colour: string, seed: number, step = 80): string {
  const next = numbersFrom(seed);
  const points: string[] = [];
  for (let x = -step; x <= width + step; x += step) points.push(`${x} ${round(y - next() * rise)}`);
  const curve = points
    .slice(1)
    .map((point, at) => {
      const [x0 = 0, y0 = 0] = (points[at] ?? '').split(' ').map(Number);
      const [x1 = 0, y1 = 0] = point.split(' ').map(Number);
      return `Q${x0} ${y0} ${round((x0 + x1) / 2)} ${round((y0 + y1) / 2)}`;
    })
    .join('');
  return `<path d="M${points[0]}${curve}V${height}H-80Z" fill="${colour}"/>`;
}

/** Trees side by side, seen from afar. */
export function treeline(y: number, size: number, colour: string, seed: number): string {
  const next = numbersFrom(seed);
  const crowns: string[] = [];
  for (let x = -size; x < width + size; x += size * (0.4 + next() * 0.6)) {
    const r = size * (0.45 + next() * 0.6);
    crowns.push(
      `<ellipse cx="${round(x)}" cy="${round(y - r * 0.5)}" rx="${round(r)}" ry="${round(r * 0.8)}"/>`,
    );
  }
  return `<g fill="${colour}">${crowns.join('')}<rect x="0" y="${y - size * 0.2}" width="${width}" height="${size * 0.4}"/></g>`;
}

/** A coconut palm. */
export function palm(x: number, y: number, tall: number, colour: string, seed: number): string {
  const next = numbersFrom(seed);
  const [tx, ty] = [x + (next() - 0.5) * tall * 0.25, y - tall];
  const leaves = Array.from({ length: 9 }, (_, at) => {
    const angle = -Math.PI + (at / 8) * Math.PI + (next() - 0.5) * 0.2;
    const long = tall * (0.36 + next() * 0.1);
    const [ex, ey] = [tx + Math.cos(angle) * long, ty + Math.sin(angle) * long * 0.5 + long * 0.45];
    const [cx, cy] = [tx + Math.cos(angle) * long * 0.6, ty + Math.sin(angle) * long * 0.9];
    return `<path d="M${round(tx)} ${round(ty)}Q${round(cx)} ${round(cy)} ${round(ex)} ${round(ey)}Q${round(cx)} ${round(cy + tall * 0.07)} ${round(tx)} ${round(ty)}Z"/>`;
  });
  return `<g fill="${colour}"><path d="M${x - tall * 0.02} ${y}Q${round(x)} ${round(y - tall * 0.5)} ${round(tx)} ${round(ty)}Q${round(x + tall * 0.04)} ${round(y - tall * 0.5)} ${x + tall * 0.025} ${y}Z"/>${leaves.join('')}</g>`;
}

/** Ripples on water between two heights. */
export function ripples(top: number, bottom: number, colour: string, seed: number, count = 160): string {
  const next = numbersFrom(seed);
  const lines = Array.from({ length: count }, () => {
    const near = next() ** 1.6;
    const [y, long] = [top + near * (bottom - top), 20 + near * 190 * next()];
    return `<ellipse cx="${round(next() * width)}" cy="${round(y)}" rx="${round(long)}" ry="${round(0.8 + near * 3.4)}" opacity="${round(0.12 + next() * 0.35)}"/>`;
  });
  return `<g fill="${colour}">${lines.join('')}</g>`;
}

/** A country boat with its boatman. */
export const boat = (x: number, y: number, size: number, hull: string, sail?: string): string =>
  `<g transform="translate(${x} ${y}) scale(${size / 200})"><path d="M-110-14Q0 34 110-22L92 18Q0 52-88 20Z" fill="${hull}"/>${
    sail
      ? `<path d="M-6-12V-168" stroke="${hull}" stroke-width="6"/><path d="M-2-164Q92-110 78-30L-2-24Z" fill="${sail}"/>`
      : `<path d="M-46-8Q-6-66 40-8Z" fill="${hull}" opacity=".85"/>`
  }<g fill="${hull}"><circle cx="78" cy="-70" r="10"/><path d="M68-60H90L94-14H66Z"/></g><path d="M96-100L60 40" stroke="${hull}" stroke-width="5"/></g>`;

/** Somebody who stands, walks or carries. `pose` sways the arms and legs. */
export const person = (
  x: number,
  y: number,
  size: number,
  colour: string,
  cloth = colour,
  pose = 0,
): string =>
  `<g transform="translate(${x} ${y}) scale(${size / 200})"><circle cx="0" cy="-176" r="20" fill="${colour}"/><path d="M-28-150Q0-166 28-150L34-74H-34Z" fill="${cloth}"/><path d="M-30-78L-${26 + pose} 0H-${6 + pose / 2}L0-70L${8 + pose / 2} 0H${28 + pose}L30-78Z" fill="${colour}"/><path d="M-28-146L-${46 + pose}-${86 - pose}M28-146L${46 + pose}-${86 + pose}" stroke="${cloth}" stroke-width="14" stroke-linecap="round"/></g>`;

/** A house with a pitched roof; its windows shine when they have a colour. */
export function house(
  x: number,
  y: number,
  wide: number,
  wall: string,
  roof: string,
  light?: string,
): string {
  const tall = wide * 0.42;
  const windows = Array.from({ length: Math.max(2, Math.round(wide / 90)) }, (_, at) => {
    const step = wide / Math.max(2, Math.round(wide / 90));
    return `<rect x="${round(x + step * at + step * 0.3)}" y="${round(y - tall * 0.72)}" width="${round(step * 0.4)}" height="${round(tall * 0.42)}" fill="${light ?? roof}"/>`;
  });
  return `<path d="M${x} ${y}V${y - tall}H${x + wide}V${y}Z" fill="${wall}"/>${windows.join('')}<path d="M${x - wide * 0.06} ${y - tall}L${x + wide * 0.12} ${y - tall * 1.55}H${x + wide * 0.88}L${x + wide * 1.06} ${y - tall}Z" fill="${roof}"/>`;
}

/** Many of a thing, each at a place of its own. */
export function many(count: number, seed: number, one: (next: () => number, at: number) => string): string {
  const next = numbersFrom(seed);
  return Array.from({ length: count }, (_, at) => one(next, at)).join('');
}

/** A picture of these layers, with the grain of a film and darker corners. */
export function picture(layers: readonly string[], seed: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><defs><filter id="noise" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" seed="${seed}" stitchTiles="stitch"/><feColorMatrix values="0 0 0 0 .5 0 0 0 0 .5 0 0 0 0 .5 0 0 0 .22 0"/></filter><pattern id="grain" width="400" height="400" patternUnits="userSpaceOnUse"><rect width="400" height="400" filter="url(#noise)"/></pattern><radialGradient id="corner" cx=".5" cy=".5" r=".75"><stop offset=".6" stop-opacity="0"/><stop offset="1" stop-opacity=".38"/></radialGradient></defs>${layers.join('')}<rect width="${width}" height="${height}" fill="url(#corner)"/><rect width="${width}" height="${height}" fill="url(#grain)" opacity=".35"/></svg>`;
}
