import * as z from 'zod';
import { checkNotRestoring } from '../../shared/audience/check-restoring.ts';
import { Interest } from '../../shared/audience/interest.ts';
import { Preferences, preferencesOf } from '../../shared/audience/preferences.ts';
import { savePreferences } from '../../shared/audience/preferences-store.ts';
import { requireOwnPage } from '../../shared/lambda/client.ts';
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary: 'Change what a reader gets, or pause it for 7 or 30 days; 0 goes on at once',
    input: z.strictObject({
      token: z.string().max(200),
      sections: z.array(Interest).min(1).max(20),
      pauseDays: z.literal([0, 7, 30]).optional(),
    }),
    output: Preferences,
    guard: requireOwnPage,
    problems: ['invalid-token', 'forbidden', 'unsupported-type', 'stale', 'busy'],
  },
  async ({ token, sections, pauseDays }, at) => {
    await checkNotRestoring();
    const wish = { sections: [...new Set(sections)], pauseDays };
    return preferencesOf(await savePreferences(token, wish, at), at);
  },
);
