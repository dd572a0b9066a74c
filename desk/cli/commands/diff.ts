import type { ArticleRecord } from '../../../shared/articles/record.ts';
import { command } from '../command.ts';
import { type Differences, getArticle, pathOf } from '../desk.ts';
import { diffText } from '../diff-text.ts';

export const diff = command(
  {
    summary: 'what changed in a revision or a saved copy',
    about: `REV is a revision that readers saw (2), or the copy saved at a version (v7). Without one: the newest
revision since the one before it, or the newest copy since the one before it when readers saw no other.`,
    takes: ['ID', '[REV]'],
    options: { from: { type: 'string', value: 'REV', says: 'since this one, not the one before' } },
  },
  async ({ words: [id, rev], options, api, out }) => {
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
