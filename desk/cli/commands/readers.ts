import type { ReaderRecord } from '../../../shared/audience/reader-record.ts';
import type { Api } from '../api/client.ts';
import { command } from '../command.ts';
import { localTime } from '../terminal/instants.ts';
import type { Out } from '../terminal/out.ts';
import { UsageError } from '../usage-error.ts';

export const readers = command(
  {
    summary: 'what is stored of a reader, or forgets them; for readers who ask for it',
    about:
      'Publishers only. `export` prints everything that is stored of a mail address, `erase` ends its subscription and forgets it, `lift` lets mail go again to one that bounced, or whose reader complained and asks for it in writing. Any spelling of the mailbox will do. Backups of the table forget it after 35 days.',
    parameters: ['export|erase|lift', 'ADDRESS'],
  },
  async ({ args: [what, address = ''], api, out }) => {
    if (what === 'export') await exportReader(address, api, out);
    else if (what === 'erase') await eraseReader(address, api, out);
    else if (what === 'lift') await liftSuppression(address, api, out);
    else throw new UsageError(`Say \`readers export ${address}\`, \`readers erase\` or \`readers lift\``);
  },
);

async function exportReader(address: string, api: Api, out: Out) {
  const reader = await api.post<ReaderRecord>('/api/readers/export', { address });
  out.answer(reader, () => readerText(reader));
}

async function eraseReader(address: string, api: Api, out: Out) {
  const erased = await api.post<{ id: string }>('/api/readers/erase', { address });
  out.answer(erased, () => `${erased.id} is ended and forgotten`);
}

async function liftSuppression(address: string, api: Api, out: Out) {
  const lifted = await api.post<{ reason: string }>('/api/readers/lift', { address });
  out.answer(lifted, () => `Mail may go there again (${lifted.reason}); the reader subscribes anew`);
}

const readerText = ({ id, state, address, sections, wishes, consents, mailedAt, suppressed }: ReaderRecord) =>
  [
    `${id} · ${state}${address === undefined ? '' : ` · ${address}`}`,
    ...(suppressed ? [`no mail since ${localTime(suppressed.at)}: ${suppressed.reason}`] : []),
    ...(sections.length > 0 ? [`sections: ${sections.join(', ')}`] : []),
    ...consents.map(
      (one) =>
        `${localTime(one.confirmedAt)} confirmed ${one.sections.join(', ')}, asked ${localTime(one.requestedAt)}`,
    ),
    ...wishes
      .filter(({ confirmedAt }) => confirmedAt === undefined)
      .map(
        (wish) =>
          `${localTime(wish.at)} ${wish.address} asked for ${wish.sections.join(', ')}, not confirmed`,
      ),
    ...mailedAt.map((at) => `${localTime(at)} a confirmation mail`),
  ].join('\n');
