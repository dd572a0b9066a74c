import { readMailEvent } from '../../shared/audience/mail-event.ts';
import { settleMails } from '../../shared/audience/settle-store.ts';
import { suppressReaders } from '../../shared/audience/suppression-store.ts';
import { batchInbox } from '../../shared/lambda/inbox.ts';

/** Events name addresses: the log has none of their text. */
export const handler = batchInbox(
  readMailEvent,
  async (events, at, isLate) => {
    const suppressed = await suppressReaders(events, at, isLate);
    // An event that comes again is counted then.
    const settled = (
      await settleMails(
        events.filter((_, i) => suppressed[i]?.status === 'fulfilled'),
        at,
      )
    ).values();
    return suppressed.map((outcome) =>
      outcome.status === 'fulfilled' ? (settled.next().value ?? outcome) : outcome,
    );
  },
  true,
);
