import type { Estimate } from '../../../shared/audience/estimate.ts';
import { expectedVersion, getArticle, take } from '../api/article-api.ts';
import { type Api, apiClient } from '../api/client.ts';
import { command, ifVersion } from '../command.ts';
import { currentIdentity } from '../sign-in/current-token.ts';
import { statusText } from '../terminal/article-text.ts';
import { localTime } from '../terminal/instants.ts';
import { UsageError } from '../usage-error.ts';

export const alert = command(
  {
    summary: 'alert those whom earlier alerts of an article did not reach; look at it before',
    about: `Readers who were mailed it already, or may have been, are left out: who has subscribed since gets it, and with
--breaking everybody who takes breaking news as well. Nobody gets it twice. With --estimate nothing is sent: it says how many
readers it is for, how long it takes, what the day's quota leaves, and the price. With --test you alone get the mail, at the
address of your account.`,
    parameters: ['ID'],
    options: {
      breaking: { type: 'boolean', description: 'subscribers of breaking news too, not only of its section' },
      estimate: { type: 'boolean', description: 'only say what it would be' },
      test: { type: 'boolean', description: 'only mail it to yourself' },
      ...ifVersion,
    },
  },
  async ({ args: [id], options, api, out }) => {
    const kind = options.breaking ? 'breaking' : 'section';
    if (options.estimate && options.test) throw new UsageError('Say --estimate or --test');
    if (options.estimate) {
      const query = options.breaking ? { kind } : {};
      const estimate = await api.get<Estimate>(pathOf(id), query);
      return out.answer(estimate, () => estimateText(estimate));
    }
    if (options.test) {
      const sent = await testMail(api.url, id, options.breaking ? { kind } : {});
      return out.answer(sent, () => `mailed to ${sent.sentTo}, and to nobody else`);
    }
    const record = await getArticle(api, id);
    const alerted = await take(api, 'alert', expectedVersion(record, options), { kind });
    out.answer(alerted, () => statusText(alerted, api.url));
  },
);

const pathOf = (id = '') => `/api/articles/${encodeURIComponent(id)}/alert`;

async function testMail(url: Api['url'], id: string | undefined, body: object) {
  const asOneself = apiClient({ url, token: await currentIdentity(url) });
  return asOneself.post<{ sentTo: string }>(`${pathOf(id)}/test`, body);
}

function estimateText(of: Estimate): string {
  const { kind, lists, readers, reached, mails, countedAt, perSecond, seconds, quotaLeft, waiting } = of;
  const { least, most } = of.dollars;
  return [
    `an alert (${kind}) to ${mails} readers; nothing was sent`,
    ...lists.map(({ topic, readers: some }) => `${String(some).padStart(9)} take ${topic}`),
    ...(lists.length > 1 ? [`${String(readers).padStart(9)} take any of them`] : []),
    ...(reached > 0 ? [`${String(reached).padStart(9)} had it by an earlier alert, or may have`] : []),
    perSecond === undefined
      ? 'as fast as it goes: SES says no rate'
      : `about ${durationOf(seconds)}, at ${Math.round(perSecond)} a second`,
    ...(quotaLeft === undefined ? [] : [`${quotaLeft} mails are left of the day’s quota`]),
    ...(waiting > 0 ? [`${waiting} have to wait until the quota is free again`] : []),
    `$${least.toFixed(2)} to $${most.toFixed(2)}`,
    `readers were counted ${localTime(countedAt)}`,
  ].join('\n');
}

const durationOf = (seconds: number) =>
  seconds < 90 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
