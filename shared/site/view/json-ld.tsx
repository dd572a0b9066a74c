/** What a page says to machines, as a data block. Nothing in a text can close it: markup characters become \u escapes. */
export const JsonLd = ({ data }: { data: object }) => (
  <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: inert(data) }} />
);

const inert = (data: object) =>
  JSON.stringify(data).replace(
    /[<>&\u2028\u2029\u007F-\u009F\uFFFE\uFFFF]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
