import type { Person } from '../../../shared/people/person.ts';
import type { Api } from '../api/client.ts';

/** An account of a user pool. Those of a newsroom on one machine are names already. */
const account = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g;

type People = { people: Person[]; cursor?: string };

/** The text with names in place of accounts. Without an answer from the newsroom it stays as it is. */
export async function withNames(text: string, api: Api | undefined): Promise<string> {
  const names = new Map([...text.matchAll(account)].map(([id]) => [id, id]));
  if (!api || names.size === 0) return text;
  try {
    let page: People | undefined;
    do {
      page = await api.get<People>('/api/people', { cursor: page?.cursor });
      for (const { id, name } of page.people) if (names.has(id)) names.set(id, name);
    } while (page.cursor);
  } catch {
    return text;
  }
  return text.replace(account, (id) => names.get(id) ?? id);
}
