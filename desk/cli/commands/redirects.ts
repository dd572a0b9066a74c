import type { Redirect } from '../../../shared/redirects/redirect.ts';
import type { Api } from '../api/client.ts';
import { Refused } from '../api/problem.ts';
import { command } from '../command.ts';
import { type Line, readRedirectFile } from '../files/redirect-file.ts';
import { UsageError } from '../usage-error.ts';

/** How many requests are sent at once: far fewer than the API takes. */
const batchSize = 8;

type Outcome = { line: number; from: string; outcome: 'set' | 'unchanged' | 'refused'; why?: string };

export const redirects = command(
  {
    summary: 'set redirects from the old addresses of a site, from a file',
    about:
      'Each line has an old and a new path, separated by a tab, a comma or spaces. Redirects that are set already are left.',
    parameters: ['FILE'],
  },
  async ({ args: [name = ''], api, out }) => {
    const lines = readRedirectFile(name);
    const outcomes: Outcome[] = [];
    for (let at = 0; at < lines.length; at += batchSize)
      outcomes.push(
        ...(await Promise.all(lines.slice(at, at + batchSize).map((line) => setRedirect(line, api)))),
      );
    const count = (wanted: Outcome['outcome']) => outcomes.filter(({ outcome }) => outcome === wanted).length;
    const [set, unchanged] = [count('set'), count('unchanged')];
    const errors = outcomes
      .filter(({ outcome }) => outcome === 'refused')
      .map(({ line, from, why = '' }) => ({ pointer: `line ${line}`, detail: `${from} ${why}` }));
    const counts = `${set} set, ${unchanged} unchanged`;
    if (errors.length > 0) throw new UsageError(`${counts}, ${errors.length} of ${name} refused`, errors);
    out.answer({ set, unchanged }, () => counts);
  },
);

async function setRedirect({ line, from, to }: Line, api: Api): Promise<Outcome> {
  try {
    const existing = await getRedirect(from, api);
    if (existing?.to === to) return { line, from, outcome: 'unchanged' };
    await api.put('/api/redirects', { from, to }, existing?.version);
    return { line, from, outcome: 'set' };
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.status >= 500 || error.problem.status === 401)
      throw error;
    const { errors, detail = error.problem.title } = error.problem;
    return { line, from, outcome: 'refused', why: errors?.[0]?.detail ?? detail };
  }
}

async function getRedirect(from: string, api: Api): Promise<Redirect | undefined> {
  try {
    return await api.get<Redirect>('/api/redirects', { from });
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 404) return undefined;
    throw error;
  }
}
