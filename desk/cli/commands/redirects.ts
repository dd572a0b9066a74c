import { Path, type Redirect } from '../../../shared/redirects/redirect.ts';
import type { Api } from '../api/client.ts';
import { Refused } from '../api/problem.ts';
import { command } from '../command.ts';
import { type Line, readRedirectFile } from '../files/redirect-file.ts';
import { localTime } from '../terminal/instants.ts';
import type { Out } from '../terminal/out.ts';
import { UsageError } from '../usage-error.ts';

/** How many requests are sent at once: far fewer than the API takes. */
const batchSize = 8;

type Outcome = { line: number; from: string; outcome: 'set' | 'unchanged' | 'refused'; why?: string };

export const redirects = command(
  {
    summary: 'the redirects from old addresses; sets those of a file, or removes one',
    about:
      'Without a file it lists what is set. Each line of a file has an old and a new path, separated by a tab, a comma or spaces. Redirects that are set already are left.',
    parameters: ['[FILE]'],
    options: {
      remove: { type: 'string', placeholder: 'PATH', description: 'remove the redirect from this old path' },
      all: { type: 'boolean', description: 'the whole list, not only the 100 that were set last' },
    },
  },
  async ({ args: [name], options: { remove, all = false }, api, out }) => {
    if (name !== undefined && remove !== undefined)
      throw new UsageError('Give a file of redirects to set, or --remove PATH, not both');
    if (remove !== undefined) await removeRedirect(remove, api, out);
    else if (name !== undefined) await importFile(name, api, out);
    else await showList(all, api, out);
  },
);

async function importFile(name: string, api: Api, out: Out) {
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
    .sort((a, b) => a.line - b.line)
    .map(({ line, from, why = '' }) => ({ pointer: `line ${line}`, detail: `${from} ${why}` }));
  const counts = `${set} set, ${unchanged} unchanged`;
  if (errors.length > 0) throw new UsageError(`${counts}, ${errors.length} of ${name} refused`, errors);
  out.answer({ set, unchanged }, () => counts);
}

type List = { redirects: Redirect[]; cursor?: string };

async function showList(isWhole: boolean, api: Api, out: Out) {
  const found: Redirect[] = [];
  let page: List | undefined;
  do {
    page = await api.get<List>('/api/redirects/list', { cursor: page?.cursor });
    found.push(...page.redirects);
  } while (isWhole && page.cursor !== undefined);
  const more = page.cursor === undefined ? '' : '\n… and more: --all';
  out.answer({ ...page, redirects: found }, () =>
    found.length === 0 ? 'There are no redirects' : found.map(redirectLine).join('\n') + more,
  );
}

const redirectLine = ({ from, to, by, at }: Redirect) => `${from} → ${to}  (${by}, ${localTime(at)})`;

async function removeRedirect(path: string, api: Api, out: Out) {
  const { data: from, error } = Path.safeParse(path);
  if (from === undefined) throw new UsageError(`${path} ${error?.issues[0]?.message}`);
  const existing = await getRedirect(from, api);
  if (!existing) throw new UsageError(`There is no redirect from ${from}`);
  const removed = await api.post<Redirect>('/api/redirects/remove', { from }, existing.version);
  out.answer(removed, () => `${from} led to ${existing.to}, and is not found any more`);
}

/** Sets the redirect of a line, once more if another line that it leads on to was set meanwhile. */
async function setRedirect(line: Line, api: Api, tries = 2): Promise<Outcome> {
  const { from, to } = line;
  try {
    const existing = await getRedirect(from, api);
    if (existing?.to === to) return { line: line.line, from, outcome: 'unchanged' };
    await api.put('/api/redirects', { from, to }, existing?.version);
    return { line: line.line, from, outcome: 'set' };
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.status >= 500 || error.problem.status === 401)
      throw error;
    if (error.problem.status === 412 && tries > 1) return setRedirect(line, api, tries - 1);
    const { errors, detail = error.problem.title } = error.problem;
    return { line: line.line, from, outcome: 'refused', why: errors?.[0]?.detail ?? detail };
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
