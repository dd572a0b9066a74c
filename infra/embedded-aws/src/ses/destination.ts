import * as z from 'zod';
import { AwsError } from '../service.ts';
import { readAddress } from './address.ts';

const Addresses = z.array(z.string()).default([]);

export const Destination = z.strictObject({
  ToAddresses: Addresses,
  CcAddresses: Addresses,
  BccAddresses: Addresses,
});

/** The recipients of a mail, as shown and as bare addresses, and the headers that name them. `Bcc` has none. */
export function recipientsOf({ ToAddresses, CcAddresses, BccAddresses }: z.output<typeof Destination>) {
  const [to, cc, bcc] = [ToAddresses, CcAddresses, BccAddresses].map((list) => list.map(readAddress));
  const all = [...(to ?? []), ...(cc ?? []), ...(bcc ?? [])];
  if (all.length > 50) throw new AwsError('BadRequestException', 'Recipient count exceeds 50.');
  const shown = (list: typeof to) => list?.map((one) => one.shown).join(', ');
  return {
    to: all.map((one) => one.shown),
    recipients: all.map((one) => one.address),
    headers: {
      ...(to?.length ? { To: shown(to) ?? '' } : {}),
      ...(cc?.length ? { Cc: shown(cc) ?? '' } : {}),
    },
  };
}
