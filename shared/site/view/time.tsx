/**
 * An instant as the site writes it. A day stays with its month and an hour with its part of the day on one line: it
 * breaks only after a comma.
 */
export const Time = ({ at, children }: { at: string; children: string }) => (
  <time datetime={at}>{children.replace(/(?<!,) /g, '\u00A0')}</time>
);
