import { Reason } from '../../shared/articles/note.ts';
import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { withdraw } from '../../shared/media/asset.ts';
import { assetsInUse } from '../../shared/media/asset-store.ts';

export const handler = step(
  assetsInUse,
  'withdraw',
  {
    summary:
      'Remove an uploaded file everywhere, for good; line items that use it are drafts again, and articles that did are told',
    input: Id.extend({ reason: Reason }),
  },
  (asset, { reason }, actor) => withdraw(asset, reason, actor),
);
