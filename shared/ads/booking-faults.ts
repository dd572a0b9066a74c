import * as z from 'zod';
import type { Asset } from '../media/asset.ts';
import type { FieldProblem } from '../problem.ts';
import { Creative, Flight, faultsOf } from './line-item.ts';
import { Slot } from './slots.ts';

const Named = z.object({ asset: Creative.shape.asset });

/** The faults of a booking that depend on the time and on its asset, for the fields that can be read. */
export async function bookingFaults(
  { flight, slot, creative }: Record<string, unknown>,
  at: string,
  findAsset: (id: string) => Promise<Asset | undefined>,
): Promise<FieldProblem[]> {
  const named = Named.safeParse(creative).data;
  const read = { flight: Flight.safeParse(flight).data, slot: Slot.safeParse(slot).data, creative: named };
  return faultsOf(read, named && (await findAsset(named.asset)), at);
}
