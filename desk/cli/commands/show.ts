import { markdownOf } from '../../../shared/articles/markdown-of.ts';
import { articleFileOf } from '../article-file.ts';
import { command } from '../command.ts';
import { getArticle } from '../desk.ts';
import { Mistake } from '../mistake.ts';
import { provenance, standing } from '../words.ts';

export const show = command(
  {
    summary: 'an article: where it stands, and its copy',
    takes: ['ID'],
    options: { file: { type: 'boolean', says: 'as a file that can be changed and filed again' } },
  },
  async ({ words, options, api, out }) => {
    const record = await getArticle(api, words[0]);
    if (!('body' in record)) {
      if (options.file) throw new Mistake(`${record.id} was killed: only a publisher sees its copy`);
      out.answer(record, () => `${standing(record, api.url)}\n${provenance(record)}`);
      return;
    }
    const { shoulder, standfirst, bylines, dateline, source, tags, body, corrections } = record;
    const around = [
      shoulder !== undefined && `shoulder: ${shoulder}`,
      standfirst !== undefined && `standfirst: ${standfirst}`,
      bylines.length > 0 && `by ${bylines.join(', ')}`,
      dateline !== undefined && `dateline: ${dateline}`,
      source && `source: ${[source.name, source.url].filter(Boolean).join(', ')}`,
      tags.length > 0 && `tags: ${tags.join(', ')}`,
      ...corrections.map(({ note }) => `corrected: ${note}`),
    ].filter((line) => typeof line === 'string');
    const above = [standing(record, api.url), provenance(record), around.join('\n')].filter(Boolean);
    out.answer(record, () =>
      options.file
        ? articleFileOf(record.id, record).trimEnd()
        : `${above.join('\n')}\n\n${markdownOf(body)}`,
    );
  },
);
