/** Signs that begin an item of a list where people write: also Word's, which have codes of their own. */
export const bullets = '•●▪◦○‣⁃·\uF0B7\uF0A7';

/** Letters that do so before a tab, a level further in. */
export const innerBullets = 'o§';
