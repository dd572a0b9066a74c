import * as z from 'zod';
import { newsroomRoles, Role } from '../actor.ts';
import { instant } from '../instant.ts';
import { withoutInvisible } from '../signs.ts';

/**
 * Somebody of the newsroom. `id` is the account (the `sub` of its tokens), by which every record names who did what; a
 * user name that is given away later is another account. `name` is what it signs in with, and what people are shown.
 */
export const Person = z
  .object({
    id: z.string(),
    name: z.string(),
    at: instant,
    /** What it may do, as its token said then; accounts of an earlier version have not said. */
    roles: z.array(Role).optional(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof Person>;

/** A user name in the one spelling by which names are compared. */
export const comparable = (name: string) =>
  withoutInvisible(name).normalize('NFC').toLowerCase().normalize('NFC');

/** The person whose account or user name this is; of several with the name, who signed in last. */
export const personIn = (people: readonly Person[], who: string): Person | undefined =>
  people.find(({ id }) => id === who) ??
  people.filter(({ name }) => comparable(name) === comparable(who)).sort((a, b) => (a.at < b.at ? 1 : -1))[0];

/** Whether somebody may work on articles, as far as it is known. */
export const isOfNewsroom = ({ roles }: Person) =>
  roles === undefined || newsroomRoles.some((role) => roles.includes(role));
