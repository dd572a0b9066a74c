import { eachOnce } from '../../../shared/audience/each-once.ts';
import type { ReaderCounts } from '../../../shared/audience/reader-counts.ts';
import type { ReaderRecord } from '../../../shared/audience/reader-record.ts';
import type { Api } from '../api/client.ts';
import { command } from '../command.ts';
import { readText } from '../files/text-file.ts';
import { instantOf, latin, localTime } from '../terminal/instants.ts';
import type { Out } from '../terminal/out.ts';
import { UsageError } from '../usage-error.ts';

export const readers = command(
  {
    summary: 'how many readers want mail of what; what is stored of one who asks, and forgetting them',
    about: `\`counts\` (editors and publishers) says how many readers each topic has. The others are for publishers. \`export\` prints
everything that is stored of a mail address, \`erase\` ends its subscription and forgets it, \`lift\` lets mail go again to one
that bounced, or whose reader complained and asks for it in writing. Any spelling of the mailbox will do. Backups of the table
forget it after 35 days. \`import\` brings readers who agreed elsewhere, from a file with a line for each, parted by tabs: the
address, the sections (sport,law), and when they agreed (2024-05-01). --source says where, as the proof of their consent. Who
bounces, complained, or left after what they had agreed to is not brought back.`,
    parameters: ['counts|export|erase|lift|import', '[ADDRESS|FILE]'],
    options: {
      source: {
        type: 'string',
        placeholder: 'TEXT',
        description: 'with import: where they agreed, and to what',
      },
    },
  },
  async ({ args: [what, given], options: { source }, api, out }) => {
    if (what === 'counts') return countReaders(api, out);
    if (given === undefined) throw new UsageError(`Say which: khobor readers ${what} …`);
    if (what === 'export') await exportReader(given, api, out);
    else if (what === 'erase') await eraseReader(given, api, out);
    else if (what === 'lift') await liftSuppression(given, api, out);
    else if (what === 'import') await importReaders(given, source, api, out);
    else throw new UsageError(`There is no khobor readers ${what}; see khobor help readers`);
  },
);

async function countReaders(api: Api, out: Out) {
  const counts = await api.get<ReaderCounts>('/api/readers/counts');
  out.answer(counts, () =>
    [
      ...counts.topics.map(({ topic, readers: some }) => `${String(some).padStart(9)} ${topic}`),
      `counted ${localTime(counts.at)}`,
    ].join('\n'),
  );
}

type Fates = { imported: number; known: number; suppressed: number; left: number };

async function importReaders(file: string, source: string | undefined, api: Api, out: Out) {
  if (!source) throw new UsageError('Say where they agreed, and to what: --source "the newsletter of 2024"');
  const all = eachOnce(linesIn(readText(file)));
  const sum: Fates = { imported: 0, known: 0, suppressed: 0, left: 0 };
  for (let from = 0; from < all.length; from += 50) {
    const body = { readers: all.slice(from, from + 50), source };
    const some = await api.post<Fates>('/api/readers/import', body);
    for (const fate of Object.keys(sum) as (keyof Fates)[]) sum[fate] += some[fate];
  }
  out.answer(
    sum,
    () =>
      `${sum.imported} imported; not brought back: ${sum.known} known, ${sum.suppressed} suppressed, ${sum.left} left`,
  );
}

/** Year first: of 12/05/24 nobody knows which is the month. */
const isDay = /^\d{4}-\d\d-\d\d$/;

type Line = { address: string; sections: string[]; confirmedAt: string };

/** Throws `UsageError` at the first line that is no reader. */
const linesIn = (text: string): Line[] =>
  text
    .split(/\r?\n/)
    .map((line, i) => ({ fields: line.split('\t').map((field) => field.trim()), line: i + 1 }))
    .filter(({ fields }) => fields.join('') !== '')
    .map(({ fields: [address, sections, at = ''], line }) => {
      if (!address || !sections || !isDay.test(latin(at)))
        throw new UsageError(
          `Line ${line} is not an address, sections and a day (2024-05-01), parted by tabs; nothing is sent`,
        );
      const wanted = sections.split(',').map((section) => section.trim());
      return { address, sections: wanted, confirmedAt: instantOf(`${at} 00:00`) };
    });

async function exportReader(address: string, api: Api, out: Out) {
  const reader = await api.post<ReaderRecord>('/api/readers/export', { address });
  out.answer(reader, () => readerText(reader));
}

async function eraseReader(address: string, api: Api, out: Out) {
  const erased = await api.post<{ id?: string }>('/api/readers/erase', { address });
  out.answer(erased, () =>
    erased.id ? `${erased.id} is ended and forgotten` : 'Nothing was stored; no list brings them',
  );
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
    ...consents.flatMap(({ confirmedAt, requestedAt, sections: to, page, words }) => [
      `${localTime(confirmedAt)} confirmed ${to.join(', ')}, asked ${localTime(requestedAt)}${page ? `, ${page}` : ''}`,
      ...(words ?? '')
        .split('\n')
        .filter(Boolean)
        .map((line) => `    ${line}`),
    ]),
    ...wishes
      .filter(({ confirmedAt }) => confirmedAt === undefined)
      .map(
        (wish) =>
          `${localTime(wish.at)} ${wish.address} asked for ${wish.sections.join(', ')}, not confirmed`,
      ),
    ...mailedAt.map((at) => `${localTime(at)} a confirmation mail`),
  ].join('\n');
