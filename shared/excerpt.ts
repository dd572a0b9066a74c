const longest = 80;

/** Words on one line, at most 80 code points of them. */
export const excerptOf = (text: string) =>
  [
    ...text
      .slice(0, 4 * longest)
      .replace(/\s+/g, ' ')
      .trim(),
  ]
    .slice(0, longest)
    .join('');
