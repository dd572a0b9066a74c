import type { ArticleRecord } from '../../../shared/articles/record.ts';
import type { ArticleFile } from '../files/article-file.ts';

/** What of a file was left out or changed when it was saved, a line for each; empty if nothing was. */
export function alterationsText(saved: ArticleRecord, { bodyLine }: Pick<ArticleFile, 'bodyLine'>): string {
  const alterations = 'alterations' in saved ? (saved.alterations ?? []) : [];
  return alterations
    .map(({ pointer, line, excerpt, detail }) => {
      const place = line === undefined ? pointer.slice(1) : `line ${line + bodyLine - 1}`;
      return `! ${place}: ${excerpt === '' ? '' : `“${excerpt}” `}${detail}`;
    })
    .join('\n');
}
