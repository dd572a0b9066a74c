import { canAsk, isSure } from '../asking.ts';
import { command, onVersion } from '../command.ts';
import { getArticle, type Linted, meant, pathOf, take } from '../desk.ts';
import { laterOf } from '../instants.ts';
import { Mistake } from '../mistake.ts';
import { provenance, standing, warnings } from '../words.ts';

export const approve = command(
  {
    summary: 'clear copy for publication, now or from an instant on',
    about:
      'Shows whose copy it is and what to look at, and asks. Approved is what was shown, and nothing else.',
    takes: ['ID'],
    options: {
      'publish-at': { type: 'string', value: 'INSTANT', says: 'not before' },
      'expire-at': { type: 'string', value: 'INSTANT', says: 'readers have it until then' },
      yes: { type: 'boolean', says: 'do not ask' },
      ...onVersion,
    },
  },
  async ({ words, options, api, out }) => {
    const schedule = {
      ...(options['publish-at'] === undefined ? {} : { publishAt: laterOf(options['publish-at']) }),
      ...(options['expire-at'] === undefined ? {} : { expireAt: laterOf(options['expire-at']) }),
    };
    const record = await getArticle(api, words[0]);
    const isAsked = !options.yes && canAsk();
    if (isAsked) {
      const { lint } = await api.get<Linted>(`${pathOf(record.id)}/lint`);
      console.error([standing(record, api.url), provenance(record), warnings(lint)].join('\n'));
      if (!(await isSure('Approve?'))) throw new Mistake('Nothing was approved');
    }
    const approved = await take(api, 'approve', meant(record, options), schedule);
    const lint =
      !isAsked && 'lint' in approved && approved.lint?.length ? `\n${warnings(approved.lint)}` : '';
    out.answer(approved, () => `${standing(approved, api.url)}${lint}`);
  },
);
