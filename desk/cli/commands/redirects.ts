import type { Redirect } from '../../../shared/redirects/redirect.ts';
import { type Api, Refused } from '../api.ts';
import { command } from '../command.ts';
import { Mistake } from '../mistake.ts';
import { type Line, redirectsIn } from '../redirect-file.ts';

/** Lines that are sent at once: far below what the API takes. */
const width = 8;

type Outcome = { line: number; from: string; outcome: 'set' | 'unchanged' | 'refused'; why?: string };

export const redirects = command(
  {
    summary: 'old addresses of a site that moves in, from a file, made to lead to the new ones',
    about:
      'Each line has an old and a new path, with a tab, a comma or spaces between. Run again, it sets what is not set yet.',
    takes: ['FILE'],
  },
  async ({ words: [name = ''], api, out }) => {
    const lines = redirectsIn(name);
    const outcomes: Outcome[] = [];
    for (let at = 0; at < lines.length; at += width)
      outcomes.push(...(await Promise.all(lines.slice(at, at + width).map((line) => lead(line, api)))));
    const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
    const count = (wanted: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === wanted).length;
    if (refused.length > 0)
      throw new Mistake(
        `${count('set')} are set, ${count('unchanged')} were; ${refused.length} of ${name} were refused`,
        refused.map(({ line, from, why = '' }) => ({ pointer: `line ${line}`, detail: `${from} ${why}` })),
      );
    out.answer({ set: count('set'), unchanged: count('unchanged') }, () =>
      [`${count('set')} are set`, ...(count('unchanged') ? [`${count('unchanged')} were before`] : [])].join(
        ', ',
      ),
    );
  },
);

/** Makes one old path lead to its new one, unless it does already. */
async function lead({ line, from, to }: Line, api: Api): Promise<Outcome> {
  try {
    const before = await found(from, api);
    if (before?.to === to) return { line, from, outcome: 'unchanged' };
    await api.put('/api/redirects', { from, to }, before?.version);
    return { line, from, outcome: 'set' };
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.status >= 500 || error.problem.status === 401)
      throw error;
    const { errors, detail = error.problem.title } = error.problem;
    return { line, from, outcome: 'refused', why: errors?.[0]?.detail ?? detail };
  }
}

async function found(from: string, api: Api): Promise<Redirect | undefined> {
  try {
    return await api.get<Redirect>('/api/redirects', { from });
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 404) return undefined;
    throw error;
  }
}
