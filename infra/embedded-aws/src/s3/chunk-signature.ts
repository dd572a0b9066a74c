import type { Keyring } from '../credentials.ts';
import { AwsError, type AwsRequest } from '../service.ts';
import { claimOf, equal, sha256, sign } from '../signature.ts';
import type { ChunkCheck } from './chunked.ts';

/** Checks the chunks of a signed streaming body. Each signature includes the one before. */
export function chunkCheckOf(request: AwsRequest, keyring: Keyring): ChunkCheck {
  const claim = claimOf(request);
  const holder = claim && keyring.find(claim.accessKeyId);
  if (!claim || !holder) throw mismatch();
  let previous = claim.signature;
  const check = (kind: string, hashes: string[], signature: string) => {
    const parts = [`AWS4-HMAC-SHA256-${kind}`, claim.signedAt, claim.scope, previous, ...hashes];
    const expected = sign(parts.join('\n'), claim.scope, holder.secret);
    if (!equal(expected, signature)) throw mismatch();
    previous = expected;
  };
  return {
    chunk: (data, signature) => check('PAYLOAD', [sha256(''), sha256(data)], signature),
    trailer: (lines, signature) => check('TRAILER', [sha256(lines)], signature),
  };
}

const mismatch = () =>
  new AwsError(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    403,
  );
