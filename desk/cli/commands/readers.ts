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
      'Publishers only. `export` prints everything that is stored of a mail address, `erase` ends its subscription and forgets it. Any spelling of the mailbox will do. Backups of the table forget it after 35 days.',
    parameters: ['export|erase', 'ADDRESS'],
  },
  async ({ args: [what, address = ''], api, out }) => {
    if (what === 'export') await exportReader(address, api, out);
    else if (what === 'erase') await eraseReader(address, api, out);
    else throw new UsageError(`Say \`readers export ${address}\` or \`readers erase ${address}\``);
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

const readerText = ({ id, state, address, sections, wishes, consents, mailedAt }: ReaderRecord) =>
  [
    `${id} · ${state}${address === undefined ? '' : ` · ${address}`}`,
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
