import { ask, canAsk } from '../asking.ts';
import { command, onVersion } from '../command.ts';
import { getArticle, meant, take } from '../desk.ts';
import { Mistake } from '../mistake.ts';
import { provenance, standing } from '../words.ts';

export const kill = command(
  {
    summary: 'remove an article for law or safety: its text leaves every output',
    about: 'It cannot be taken back. Asks for the id typed again.',
    takes: ['ID'],
    options: {
      reason: { type: 'string', value: 'TEXT', says: 'why; the record keeps it', needed: true },
      yes: { type: 'boolean', says: 'do not ask' },
      ...onVersion,
    },
  },
  async ({ words, options, api, out }) => {
    const { reason } = options;
    const record = await getArticle(api, words[0]);
    if (!options.yes) {
      if (!canAsk()) throw new Mistake('Nobody can be asked here whether to kill it; say --yes');
      console.error(`${standing(record, api.url)}\n${provenance(record)}`);
      if ((await ask('It cannot be taken back. Type its id to kill it: ')) !== record.id)
        throw new Mistake('Nothing was killed');
    }
    const killed = await take(api, 'kill', meant(record, options), { reason });
    out.answer(killed, () => standing(killed, api.url));
  },
);
