import { expectedVersion, getArticle, take } from '../api/article-api.ts';
import { command, ifVersion } from '../command.ts';
import { statusText } from '../terminal/article-text.ts';
import { futureInstantOf, localTime } from '../terminal/instants.ts';

export const publishAt = command(
  {
    summary: 'approve copy with an embargo, or move approved copy to another time',
    about: 'When it is taken from readers does not change.',
    parameters: ['ID', 'INSTANT'],
    options: ifVersion,
  },
  async ({ args: [id, given = ''], options, api, out }) => {
    const publishAt = futureInstantOf(given);
    const record = await getArticle(api, id);
    const isApproved = record.state === 'approved';
    const at = expectedVersion(record, options);
    const approved = await take(api, isApproved ? 'reschedule' : 'approve', at, { publishAt });
    if (isApproved && record.publishAt !== undefined)
      out.remark(`The embargo was ${localTime(record.publishAt)} and is ${localTime(publishAt)} now.`);
    out.answer(approved, () => statusText(approved, api.url));
  },
);
