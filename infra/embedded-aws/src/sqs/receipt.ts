import { randomBytes } from 'node:crypto';
import { AwsError } from '../service.ts';

/** Identifies one receipt of one message: `nonce` is new each time the message is received. */
export type Receipt = { queue: string; seq: number; nonce: string };

export const newNonce = () => randomBytes(12).toString('hex');

export const writeReceipt = ({ queue, seq, nonce }: Receipt) =>
  Buffer.from(`${queue}/${seq}/${nonce}`).toString('base64');

/** Parses a receipt handle. Refuses one of another queue. */
export function readReceipt(handle: string, queue: string): Receipt {
  const [, name, seq, nonce] =
    /^([\w-]+)\/(\d+)\/([0-9a-f]{24})$/.exec(Buffer.from(handle, 'base64').toString()) ?? [];
  if (name !== queue || !nonce)
    throw new AwsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
    );
  return { queue, seq: Number(seq), nonce };
}
