import type * as z from 'zod';
import { LineItem, type Outcome } from '../ads/line-item.ts';
import { getLineItem, lineItemOnce, saveLineItem } from '../ads/line-item-store.ts';
import type { Actor } from '../articles/article.ts';
import { api, type Contract } from './api.ts';
import { matched } from './caller.ts';
import { onAny } from './on-any.ts';
import { repeatable } from './repeatable.ts';

type Wording<In extends z.ZodType> = Pick<Contract<In, LineItem>, 'summary' | 'input' | 'faults'>;

/**
 * A step on a line item as a route: on the version that the caller read (`If-Match`), once for each `Idempotency-Key`.
 * The path's `{id}` says which; the rest of the input is the step's own.
 */
export const lineItemStep = <In extends z.ZodObject<{ id: z.ZodString }>>(
  name: string,
  wording: Wording<In>,
  take: (lineItem: LineItem, input: z.infer<In>, actor: Actor) => Promise<Outcome> | Outcome,
) =>
  api(
    ['ad-manager'],
    {
      ...wording,
      output: LineItem,
      problems: ['not-found', 'wrong-state', 'in-progress', 'stale', 'key-reused', 'no-if-match', 'busy'],
      heeds: ['If-Match', 'Idempotency-Key'],
    },
    (given, caller, refuseFaults) =>
      lineItemOnce(repeatable(caller, name, given), async (once) => {
        await refuseFaults();
        return onAny(caller, async () => {
          const lineItem = matched(await getLineItem(given.id), caller, 'required');
          return saveLineItem(await take(lineItem, given, caller), { ...caller, once });
        });
      }),
  );
