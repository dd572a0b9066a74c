import { expectedVersion, getArticle, take } from '../api/article-api.ts';
import { command, ifVersion } from '../command.ts';
import { statusText } from '../terminal/article-text.ts';

export const publishNow = command(
  {
    summary: 'publish approved copy at once, whatever time it was wanted for',
    about: 'Copy that waits for approval is approved by you, and goes out at once.',
    parameters: ['ID'],
    options: ifVersion,
  },
  async ({ args: [id], options, api, out }) => {
    const record = await getArticle(api, id);
    const name = record.state === 'approved' ? 'reschedule' : 'approve';
    const published = await take(api, name, expectedVersion(record, options), { publishAt: null });
    out.answer(published, () => statusText(published, api.url));
  },
);
