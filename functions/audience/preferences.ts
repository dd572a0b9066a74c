import * as z from 'zod';
import { Preferences, preferencesOf } from '../../shared/audience/preferences.ts';
import { getOwn } from '../../shared/audience/preferences-store.ts';
import { requireOwnPage } from '../../shared/lambda/client.ts';
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary:
      'What a reader gets, by the link of their newest mails; the token is in the body, so that no log has it',
    input: z.strictObject({ token: z.string().max(200) }),
    output: Preferences,
    guard: requireOwnPage,
    problems: ['invalid-token', 'forbidden', 'unsupported-type'],
  },
  async ({ token }, at) => preferencesOf(await getOwn(token), at),
);
