/**
 * An instant as readers see it. It breaks into lines only after a comma: a day stays with its month, an hour with its
 * part of the day.
 */
export const Time = ({ at, children }: { at: string; children: string }) => (
  <time datetime={at}>{children.replace(/(?<!,) /g, '\u00A0')}</time>
);
