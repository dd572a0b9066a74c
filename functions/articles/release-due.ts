import { expireDue, failUnrendered, releaseDue } from '../../shared/articles/due-store.ts';
import { findUnfinished } from '../../shared/articles/unfinished-store.ts';
import { doOnce } from '../../shared/aws/ledger.ts';
import { announceAll } from '../../shared/aws/topic.ts';
import { unpinDue } from '../../shared/fronts/pins-store.ts';
import { clock } from '../../shared/lambda/clock.ts';
import { removeLapsed } from '../../shared/media/remove-lapsed.ts';
import { settleInTurn } from '../../shared/settle-all.ts';

/** Announces releases again whose fact was lost. Once: whatever comes of it is done, or parked with an alarm. */
async function finishReleased(at: string) {
  const unfinished = await findUnfinished(at);
  await settleInTurn(unfinished.map((one) => () => doOnce('finish', one, at, () => announceAll([one]))));
}

export const handler = clock((at) =>
  settleInTurn(
    [releaseDue, expireDue, removeLapsed, unpinDue, finishReleased, failUnrendered].map(
      (work) => () => work(at),
    ),
  ),
);
