import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { type Differences, getArticle, pathOf } from '../api/article-api.ts';
import { command } from '../command.ts';
import { diffText } from '../terminal/diff-text.ts';

export const diff = command(
  {
    summary: 'what changed in a revision or a saved copy',
    about: `REV is a revision that readers saw (2), or the copy saved at a version (v7). Default: the newest revision, or
the newest copy if there is only one revision.`,
    parameters: ['ID', '[REV]'],
    options: {
      from: {
        type: 'string',
        placeholder: 'REV',
        description: 'what to compare with; default: the one before',
      },
    },
  },
  async ({ args: [id, rev], options, api, out }) => {
    const record = await getArticle(api, id);
    const to = rev ?? newest(record);
    const path = `${pathOf(record.id)}/revisions/${encodeURIComponent(to)}/diff`;
    const differences = await api.get<Differences>(path, { from: options.from });
    const { from, fields } = differences;
    out.answer(differences, () =>
      fields.length === 0
        ? `Nothing changed from ${from} to ${differences.to}`
        : `${out.styled('dim', `${from} → ${differences.to}`)}\n${diffText(fields, out)}`,
    );
  },
);

const newest = ({ revision, copyVersion, withdrawal }: ArticleRecord) =>
  revision > 1 && withdrawal === undefined ? String(revision) : `v${copyVersion}`;
