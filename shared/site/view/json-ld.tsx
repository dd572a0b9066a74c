/** A page's structured data. No text can close the script element: markup characters become \u escapes. */
export const JsonLd = ({ data }: { data: object }) => (
  <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: inert(data) }} />
);

const inert = (data: object) =>
  JSON.stringify(data).replace(
    /[<>&\u2028\u2029\u007F-\u009F\uFFFE\uFFFF]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
