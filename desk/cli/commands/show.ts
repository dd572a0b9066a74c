import { markdownOf } from '../../../shared/articles/markdown-of.ts';
import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { getArticle } from '../api/article-api.ts';
import { command } from '../command.ts';
import { articleFileOf } from '../files/article-file.ts';
import { provenance, statusText } from '../terminal/article-text.ts';
import { UsageError } from '../usage-error.ts';

export const show = command(
  {
    summary: 'an article: its state and its copy',
    parameters: ['ID'],
    options: { file: { type: 'boolean', description: 'as a file, to be changed and filed again' } },
  },
  async ({ args, options, api, out }) => {
    const record = await getArticle(api, args[0]);
    if (!('body' in record)) {
      if (options.file) throw new UsageError(`${record.id} was killed: only a publisher sees its copy`);
      out.answer(record, () => `${statusText(record, api.url)}\n${provenance(record)}`);
      return;
    }
    out.answer(record, () =>
      options.file
        ? articleFileOf(record.id, record).trimEnd()
        : [
            statusText(record, api.url),
            provenance(record),
            ...fieldLines(record),
            '',
            markdownOf(record.body),
          ].join('\n'),
    );
  },
);

function fieldLines(record: Extract<ArticleRecord, { body: unknown }>): string[] {
  const { shoulder, standfirst, bylines, lead, dateline, source, tags, slug, corrections } = record;
  return [
    shoulder !== undefined && `shoulder: ${shoulder}`,
    standfirst !== undefined && `standfirst: ${standfirst}`,
    bylines.length > 0 && `by ${bylines.join(', ')}`,
    lead && `lead: ${[lead.asset, lead.alt, lead.credit].filter(Boolean).join(' · ')}`,
    dateline !== undefined && `dateline: ${dateline}`,
    source && `source: ${[source.name, source.url].filter(Boolean).join(', ')}`,
    tags.length > 0 && `tags: ${tags.join(', ')}`,
    slug !== undefined && `slug: ${slug}`,
    ...corrections.map(({ note }) => `corrected: ${note}`),
  ].filter((line) => typeof line === 'string');
}
