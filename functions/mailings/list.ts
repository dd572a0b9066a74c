import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { MailingSummary, seenBy } from '../../shared/audience/mailing-record.ts';
import { listMailings } from '../../shared/audience/mailing-store.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'Mailings that are under way, or over, the newest first',
    input: z.strictObject({
      state: z.enum(['open', 'over']).default('open'),
      cursor: z.string().max(2_000).optional(),
    }),
    output: z.object({ mailings: z.array(MailingSummary), cursor: z.string().optional() }),
  },
  async ({ state, cursor }, caller) => {
    const { mailings, ...next } = await listMailings(state, cursor);
    return { mailings: mailings.map((one) => seenBy(caller, MailingSummary.parse(one))), ...next };
  },
);
