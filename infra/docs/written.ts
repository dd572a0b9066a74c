/** What a generated page begins with. */
export const written = '<!-- Written by `npm run docs`; a test holds it current. -->';
