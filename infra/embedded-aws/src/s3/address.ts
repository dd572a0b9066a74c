import { AwsError } from '../service.ts';

/** The bucket and key of a request, in path or virtual-host style; either may be ''. */
export function addressOf({ host, path }: { host: string; path: string }): { bucket: string; key: string } {
  const [, virtual] = /^(.+)\.(?:s3[.-][\w.-]*|localhost|127\.0\.0\.1)(?::\d+)?$/.exec(host) ?? [];
  if (virtual) return { bucket: virtual, key: decoded(path.slice(1)) };
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket: decoded(bucket), key: decoded(key) };
}

/** Decodes a path exactly: dot segments, double slashes and Unicode forms are kept. */
export function decoded(encoded: string) {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}

export const bucketArn = (bucket: string) => `arn:aws:s3:::${bucket}`;
export const objectArn = (bucket: string, key: string) => `arn:aws:s3:::${bucket}/${key}`;

export function checkKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size > 1024)
    throw new AwsError('KeyTooLongError', 'Your key is too long', 400, { Size: size, MaxSizeAllowed: 1024 });
}
