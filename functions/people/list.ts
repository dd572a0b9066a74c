import * as z from 'zod';
import { Role } from '../../shared/actor.ts';
import { api } from '../../shared/lambda/route.ts';
import { listPeople, People } from '../../shared/people/person-store.ts';

export const handler = api(
  Role.options,
  {
    summary:
      'The people of the newsroom, those who signed in last first: the names of the accounts in records',
    input: z.strictObject({ cursor: z.string().max(1_000).optional() }),
    output: People,
  },
  ({ cursor }) => listPeople(cursor),
);
