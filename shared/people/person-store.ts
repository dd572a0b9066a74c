import * as z from 'zod';
import { readListing } from '../aws/listing.ts';
import { readable, readMany } from '../aws/table.ts';
import { put, transact } from '../aws/transact.ts';
import { remembered } from '../instance-memory.ts';
import { keys, lists } from '../keys.ts';
import { Problem } from '../problem.ts';
import { isOfNewsroom, Person, personIn } from './person.ts';

/** Saves who an account is, and when it signed in last. */
export async function savePerson(person: Person): Promise<Person> {
  await transact([put({ ...keys.person(person), list: lists.people({}), at: person.at, record: person })]);
  return person;
}

/** One batch of the newsroom's people, those who signed in last first; `cursor` is set when there are more. */
export const People = z.object({ people: z.array(Person), cursor: z.string().optional() });

export async function listPeople(cursor: string | undefined): Promise<z.infer<typeof People>> {
  const { items, ...more } = await readListing(lists.people({}), cursor, { limit: 100 });
  return { people: readable(items, Person), ...more };
}

/** Names that this instance of a function has read: they hardly change, and stand in messages alone. */
const names = remembered(() => new Map<string, string>());

/** The names of accounts, each by its id; the id itself of one that never signed in, or whose record cannot be read. */
export async function namesOf(ids: readonly string[]): Promise<(id: string) => string> {
  const known = names();
  const unknown = [...new Set(ids)].filter((id) => !known.has(id));
  const items = unknown.length > 0 ? await readMany(unknown.map((id) => keys.person({ id }))) : [];
  for (const { id, name } of readable(items, Person)) known.set(id, name);
  return (id) => known.get(id) ?? id;
}

/**
 * The account of a person who may work on articles, by it or by user name. Throws `invalid-input` at `pointer` when nobody has
 * it.
 */
export async function accountOf(who: string, pointer: string): Promise<string> {
  let page: z.infer<typeof People> | undefined;
  const people: Person[] = [];
  do {
    page = await listPeople(page?.cursor);
    people.push(...page.people);
  } while (page.cursor);
  const person = personIn(people, who);
  if (person && isOfNewsroom(person)) return person.id;
  const detail = person
    ? 'may not work on articles'
    : 'is nobody who has signed in: GET /api/people has those who did';
  throw new Problem('invalid-input', 'Name somebody of the newsroom', { errors: [{ pointer, detail }] });
}
