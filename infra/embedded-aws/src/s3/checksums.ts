import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../service.ts';
import { notImplemented } from './wire.ts';

/** The checksum algorithms by header name; each returns base64. */
const algorithms: Record<string, (body: Buffer) => string> = {
  'x-amz-checksum-crc32': (body) => base64(crc32(body), 4),
  'x-amz-checksum-crc32c': (body) => base64(crc32c(body), 4),
  'x-amz-checksum-crc64nvme': (body) => crc64nvme(body).toString('base64'),
  'x-amz-checksum-sha1': (body) => createHash('sha1').update(body).digest('base64'),
  'x-amz-checksum-sha256': (body) => createHash('sha256').update(body).digest('base64'),
};

export const isChecksum = (header: string) => header in algorithms;

/** Checks every checksum of a request against its body, and returns those that are right. */
export function checkedSums(headers: Record<string, string>, body: Buffer): Record<string, string> {
  checkMd5(headers['content-md5'], body);
  const named = Object.keys(headers).filter((name) =>
    /^x-amz-checksum-(?!algorithm$|mode$|type$)/.test(name),
  );
  if (named.length > 1)
    throw new AwsError(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  return Object.fromEntries(
    named.map((name) => {
      const said = headers[name] ?? '';
      if (!algorithms[name]) throw notImplemented(`the checksum ${name}`);
      const right = algorithms[name](body);
      if (Buffer.from(said, 'base64').length !== Buffer.from(right, 'base64').length)
        throw new AwsError('InvalidRequest', `Value for ${name} header is invalid.`);
      if (said !== right)
        throw new AwsError(
          'BadDigest',
          `The ${name.slice(15).toUpperCase()} you specified did not match the calculated checksum.`,
        );
      return [name, said];
    }),
  );
}

/** A body's checksum by a named algorithm (`SHA256`), by header name. */
export function sumBy(algorithm: string, body: Buffer): Record<string, string> {
  const name = headerOf(algorithm);
  return { [name]: algorithms[name]?.(body) ?? '' };
}

/** The header for a checksum of this algorithm. */
export function headerOf(algorithm: string): string {
  const name = `x-amz-checksum-${algorithm.toLowerCase()}`;
  if (isChecksum(name)) return name;
  throw new AwsError(
    'InvalidRequest',
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
  );
}

/** Checksums as XML elements of an answer, such as `ChecksumSHA256`. */
export const sumElements = (sums: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(sums).map(([name, value]) => [`Checksum${name.slice(15).toUpperCase()}`, value]),
  );

/** Whether a checksum covers the whole object, or the checksums of its parts (then it ends in their number). */
export const typeOfSums = (sums: Record<string, string>) =>
  Object.values(sums).some((sum) => /-\d+$/.test(sum)) ? 'COMPOSITE' : 'FULL_OBJECT';

/** The checksum S3 computes for an object that was sent without one. */
export const ownSum = (body: Buffer) => ({ 'x-amz-checksum-crc64nvme': crc64nvme(body).toString('base64') });

function checkMd5(said: string | undefined, body: Buffer) {
  if (said === undefined) return;
  if (Buffer.from(said, 'base64').length !== 16)
    throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (createHash('md5').update(body).digest('base64') !== said)
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
}

function base64(value: number, size: number) {
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32BE(value >>> 0);
  return bytes.toString('base64');
}

const crc32cTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0x82f63b78 : sum >>> 1;
  return sum;
});

function crc32c(body: Buffer) {
  let sum = 0xffffffff;
  for (const byte of body) sum = (crc32cTable[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8);
  return ~sum;
}

/** CRC-64/NVME, reflected, in two 32-bit halves: big integers are a hundred times slower. */
const crc64Table = Array.from({ length: 256 }, (_, byte) => {
  let sum = BigInt(byte);
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1n ? (sum >> 1n) ^ 0x9a6c9329ac4bc9b5n : sum >> 1n;
  return sum;
});
const highTable = Uint32Array.from(crc64Table, (sum) => Number(sum >> 32n));
const lowTable = Uint32Array.from(crc64Table, (sum) => Number(sum & 0xffffffffn));

function crc64nvme(body: Buffer): Buffer {
  let [high, low] = [0xffffffff, 0xffffffff];
  for (const byte of body) {
    const index = (low ^ byte) & 255;
    low = ((low >>> 8) | (high << 24)) ^ (lowTable[index] ?? 0);
    high = (high >>> 8) ^ (highTable[index] ?? 0);
  }
  const sum = Buffer.alloc(8);
  sum.writeUInt32BE(~high >>> 0, 0);
  sum.writeUInt32BE(~low >>> 0, 4);
  return sum;
}
