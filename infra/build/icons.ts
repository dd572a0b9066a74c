import { iconPath, iconSides } from '../../shared/site/view/icons.ts';

/** Where the paper's sign lies: drawn once as SVG, and in the forms that are made of it by `npm run docs`. */
export const iconFolder = new URL('../../shared/site/icons/', import.meta.url);

export const sign = 'favicon.svg';
/** Browsers that take no SVG, and whoever asks for it unasked. */
export const ico = 'favicon.ico';
/** Every icon of the site, by the name of its file and path. */
export const icons = [
  { name: sign, contentType: 'image/svg+xml' },
  { name: ico, contentType: 'image/x-icon' },
  ...iconSides.map((side) => ({ name: iconPath(side).slice(1), contentType: 'image/png' })),
];
