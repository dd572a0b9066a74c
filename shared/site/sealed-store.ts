import * as z from 'zod';
import { claim, replace } from '../aws/claim.ts';
import { read, recordIn } from '../aws/table.ts';
import { keys } from '../keys.ts';

/** The day (`2026-11-24`) before which archives and sitemaps are complete, and the version of the item that says so. */
const Sealed = z.object({ before: z.string() });
export type Sealed = { before: string | undefined; version: number };

export async function readSealed(): Promise<Sealed> {
  const item = await read(keys.sealed({}));
  return { before: recordIn(item, Sealed)?.before, version: item?.version ?? 0 };
}

/** Says that all days before this one are complete, unless another call has said so. */
export async function markSealed(before: string, { version }: Sealed): Promise<void> {
  const item = {
    ...keys.sealed({}),
    version: version + 1,
    record: { before } satisfies z.infer<typeof Sealed>,
  };
  await (version === 0 ? claim(item) : replace(item, version));
}
