import * as z from 'zod';
import { Role } from '../../shared/actor.ts';
import { api } from '../../shared/lambda/route.ts';
import { Person } from '../../shared/people/person.ts';
import { savePerson } from '../../shared/people/person-store.ts';

export const handler = api(
  Role.options,
  {
    summary: 'Say that one has signed in: whose account it is, by the token',
    input: z.strictObject({}),
    output: Person,
  },
  (_, { by: id, name, roles, at }) =>
    savePerson({ id, name, at, roles: roles.filter((role) => role !== 'system') }),
);
