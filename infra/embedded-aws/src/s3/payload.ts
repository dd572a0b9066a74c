import { AwsError, type AwsRequest } from '../service.ts';
import { checkedSums } from './checksums.ts';
import { type ChunkCheck, readChunks } from './chunked.ts';
import { notImplemented } from './wire.ts';

/** The decoded body of a request and its verified checksums. Throws when a checksum or length is wrong. */
export function payloadOf(
  { headers, body }: Pick<AwsRequest, 'headers' | 'body'>,
  chunkCheck: () => ChunkCheck,
): { body: Buffer; checksums: Record<string, string> } {
  const form = headers['x-amz-content-sha256'] ?? '';
  if (!form.startsWith('STREAMING-')) return { body, checksums: checkedSums(headers, body) };
  const check = checks[form];
  if (!check) throw notImplemented(`a payload of the form ${form}`);
  const said = headers['x-amz-decoded-content-length'];
  if (said === undefined)
    throw new AwsError(
      'MissingContentLength',
      'You must provide the x-amz-decoded-content-length header.',
      411,
    );
  const chunks = readChunks(body, check === 'signed' ? chunkCheck() : undefined);
  if (chunks.body.length !== Number(said))
    throw new AwsError(
      'IncompleteBody',
      'You did not provide the number of bytes specified by the length header.',
    );
  const announced = (headers['x-amz-trailer'] ?? '')
    .toLowerCase()
    .split(/\s*,\s*/)
    .filter(Boolean);
  const sent = Object.keys(chunks.trailer);
  if (announced.length !== sent.length || !announced.every((name) => sent.includes(name)))
    throw new AwsError(
      'MalformedTrailerError',
      'The request contained trailing data that was not well-formed.',
    );
  return { body: chunks.body, checksums: checkedSums({ ...headers, ...chunks.trailer }, chunks.body) };
}

const checks: Record<string, 'signed' | 'unsigned'> = {
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': 'unsigned',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': 'signed',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': 'signed',
};
