import type { Asset, AssetInUse } from '../../../shared/media/asset.ts';
import { command } from '../command.ts';
import { pictureLine, pictureText } from '../terminal/picture-text.ts';
import { confirm, isInteractive } from '../terminal/prompt.ts';
import { say } from '../terminal/say.ts';
import { UsageError } from '../usage-error.ts';
import { described, descriptionOptions } from './description.ts';

const options = {
  find: {
    type: 'string',
    placeholder: 'WORDS',
    description: 'with list: only what is described by all of these',
  },
  by: { type: 'string', placeholder: 'ACCOUNT', description: 'with list: only what they uploaded' },
  unused: { type: 'boolean', description: 'with list: only what no article uses' },
  all: { type: 'boolean', description: 'with list: the whole library, not only the newest' },
  ...descriptionOptions,
  reason: { type: 'string', placeholder: 'TEXT', description: 'with withdraw: why' },
  yes: { type: 'boolean', description: 'with withdraw: do not ask' },
} as const;

export const media = command(
  {
    summary: 'the picture library; one picture; says what it shows, or removes it everywhere',
    about: `Without an id: the newest pictures. \`show\` says what is known of one and which articles use it. \`describe\` changes what
is said of it: what is not given stays as it is, an empty text removes it. Articles keep what was said when they were saved.
\`withdraw\` (publishers) removes a picture everywhere, for good, and lists the articles that used it.`,
    parameters: ['[list|show|describe|withdraw]', '[ID]'],
    options,
  },
  async ({ args: [what = 'list', id], options: given, api, out }) => {
    const { find: q, by, unused, all = false, reason, yes = false, ...said } = given;
    if (what === 'list') {
      const query = { q, by, unused: unused ? 'true' : undefined };
      const items: Asset[] = [];
      let batch: { items: Asset[]; cursor?: string } | undefined;
      do {
        batch = await api.get<{ items: Asset[]; cursor?: string }>('/api/media', {
          ...query,
          cursor: batch?.cursor,
        });
        items.push(...batch.items);
      } while (all && batch.cursor !== undefined);
      const { cursor } = batch;
      const more = cursor === undefined ? '' : '\n… and more: --all';
      return out.answer({ items, ...(cursor === undefined ? {} : { cursor }) }, () =>
        items.length === 0 && more === ''
          ? 'There are no such pictures'
          : items.map(pictureLine).join('\n') + more,
      );
    }
    if (!['show', 'describe', 'withdraw'].includes(what))
      throw new UsageError(`There is no khobor media ${what}; see khobor help media`);
    if (id === undefined || !/^ast_\w+$/.test(id))
      throw new UsageError(`Say which: khobor media ${what} ast_…`);
    const path = `/api/media/${id}`;
    const before = await api.get<AssetInUse>(path);
    if (what === 'describe') {
      const asset = await api.put<Asset>(path, described(said, before.description), before.version);
      return out.answer(asset, () => pictureText({ ...asset, users: before.users }, api.url));
    }
    if (what === 'show') return out.answer(before, () => pictureText(before, api.url));
    if (reason === undefined) throw new UsageError(`Say why: khobor media withdraw ${id} --reason TEXT`);
    if (!yes) {
      if (!isInteractive()) throw new UsageError('To withdraw without a terminal, say --yes');
      say.aside(pictureText(before, api.url));
      if (!(await confirm('Remove it everywhere, for good?'))) throw new UsageError('Nothing was changed');
    }
    const asset = await api.post<AssetInUse>(`${path}/withdraw`, { reason }, before.version);
    out.answer(asset, () => pictureText(asset, api.url));
  },
);
