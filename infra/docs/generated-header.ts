/** What a generated page begins with. */
export const generatedHeader = '<!-- Written by `npm run docs`; a test holds it current. -->';
