import { AwsError } from '../service.ts';
import { checkedSums, headerOf, isChecksum, ownSum, sumBy } from './checksums.ts';
import type { Element } from './xml-reader.ts';

/** The checksum a multipart upload was created with: of the whole object, or of the checksums of its parts. */
export type UploadSum = { algorithm: string; ofParts: boolean };

/** The checksum a new upload asks for. Only a CRC can cover the whole object. */
export function uploadSumOf(headers: Record<string, string>): UploadSum | undefined {
  const { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': type } = headers;
  if (algorithm === undefined) return undefined;
  headerOf(algorithm);
  const usual = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  if (type !== undefined && type !== usual && !/^CRC32C?$/.test(algorithm))
    throw new AwsError(
      'InvalidRequest',
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  return { algorithm, ofParts: (type ?? usual) === 'COMPOSITE' };
}

/** The headers that name the checksum of an upload. */
export const headersOfSum = (sum: UploadSum | undefined): Record<string, string> =>
  sum
    ? {
        'x-amz-checksum-algorithm': sum.algorithm,
        'x-amz-checksum-type': sum.ofParts ? 'COMPOSITE' : 'FULL_OBJECT',
      }
    : {};

/** Refuses a part whose checksum uses another algorithm than its upload. */
export function checkKind(sum: UploadSum | undefined, checksums: Record<string, string>): void {
  const other = Object.keys(checksums).find((name) => sum && name !== headerOf(sum.algorithm));
  if (sum && other)
    throw new AwsError(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${sum.algorithm.toLowerCase()}, actual checksum Type: ${other.slice(15)}`,
    );
}

/** Checks the checksums that a client gives for the parts and the whole; returns those of the object. */
export function sumsOfUpload(
  sum: UploadSum | undefined,
  headers: Record<string, string>,
  wanted: Element[],
  bodies: Buffer[],
): Record<string, string> {
  for (const [at, body] of bodies.entries()) checkPart(sum, wanted[at] as Element, body);
  const said = Object.fromEntries(Object.entries(headers).filter(([name]) => isChecksum(name)));
  if (sum?.ofParts) {
    const whole = sumOfParts(sum, bodies);
    for (const [name, value] of Object.entries(said)) if (whole[name] !== value) throw wrong(name);
    return whole;
  }
  const whole = Buffer.concat(bodies);
  const proved = checkedSums(said, whole);
  if (Object.keys(proved).length > 0) return proved;
  return sum ? sumBy(sum.algorithm, whole) : ownSum(whole);
}

function checkPart(sum: UploadSum | undefined, part: Element, body: Buffer) {
  const number = part.first('PartNumber')?.text;
  if (sum?.ofParts && !part.first(`Checksum${sum.algorithm}`))
    throw new AwsError(
      'InvalidRequest',
      `The upload was created using a ${sum.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
    );
  for (const { name, text } of part.children)
    if (name.startsWith('Checksum') && !Object.values(sumBy(name.slice(8), body)).includes(text.trim()))
      throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.', 400, {
        PartNumber: number,
      });
}

function sumOfParts({ algorithm }: UploadSum, bodies: Buffer[]): Record<string, string> {
  const sums = bodies.flatMap((body) => Object.values(sumBy(algorithm, body)));
  const joined = sumBy(algorithm, Buffer.concat(sums.map((sum) => Buffer.from(sum, 'base64'))));
  return Object.fromEntries(Object.entries(joined).map(([name, sum]) => [name, `${sum}-${bodies.length}`]));
}

const wrong = (name: string) =>
  new AwsError(
    'BadDigest',
    `The ${name.slice(15).toUpperCase()} you specified did not match the calculated checksum.`,
  );
