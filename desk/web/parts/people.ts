import { signal } from '@preact/signals';
import type { Person } from '../../../shared/people/person.ts';
import { get, request } from '../api/request.ts';
import { who } from '../sign-in/session.ts';
import { words } from '../words/words.ts';

const names = signal<ReadonlyMap<string, string>>(new Map());
let isRead = false;
const forgetReading = () => {
  isRead = false;
};

/** Has the newsroom know who signed in by their name: records have the account. */
export const register = (): Promise<unknown> =>
  request('PUT', '/api/people/me', { body: {} }).catch(() => undefined);

type Answered = { people: Person[]; cursor?: string };

async function read() {
  const found = new Map(names.peek());
  let cursor: string | undefined;
  do {
    const query: string = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const page = await get<Answered>(`/api/people${query}`);
    for (const { id, name } of page.people) found.set(id, name);
    cursor = page.cursor;
  } while (cursor !== undefined);
  names.value = found;
}

/**
 * The name of an account, which records have: read with the first that is shown. The account until it is known. What acts by
 * itself has words.
 */
export function nameOf(id: string): string {
  if (!isRead) void read().catch(() => setTimeout(forgetReading, 10_000));
  isRead = true;
  const { machine } = words.value;
  // One's own is known before anybody has been asked.
  const own = who.value?.by === id ? who.value.name : undefined;
  return (
    own ?? names.value.get(id) ?? (Object.hasOwn(machine, id) ? machine[id as keyof typeof machine] : id)
  );
}
