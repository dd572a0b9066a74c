import { AwsError } from '../service.ts';
import { isChecksum } from './checksums.ts';
import type { ObjectHead } from './object-head.ts';
import { notImplemented } from './wire.ts';

const kept = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];

/** The headers and metadata a request gives an object. */
export function describedBy(headers: Record<string, string>): Pick<ObjectHead, 'headers' | 'metadata'> {
  const named = kept.flatMap((name) =>
    headers[name] === undefined ? [] : [[name, headerText(name, utf8(headers[name]))]],
  );
  const encoding = (headers['content-encoding'] ?? '')
    .split(/\s*,\s*/)
    .filter((one) => one !== '' && one !== 'aws-chunked')
    .join(',');
  const metadata = Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith('x-amz-meta-'))
      .map(([name, value]) => [name.slice(11), headerText(name, fromHeader(value))]),
  );
  const size = Object.entries(metadata).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0);
  if (size > 2048)
    throw new AwsError(
      'MetadataTooLarge',
      'Your metadata headers exceed the maximum allowed metadata size.',
      400,
      {
        Size: size,
        MaxSizeAllowed: 2048,
      },
    );
  return {
    headers: {
      'content-type': 'binary/octet-stream',
      ...Object.fromEntries(named),
      ...(encoding ? { 'content-encoding': encoding } : {}),
    },
    metadata,
  };
}

/** Refuses text that would break a header: forms and query parameters could otherwise inject headers. */
export function headerText(name: string, text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that end or split a header
  if (!/[\x00-\x08\x0a-\x1f\x7f]/.test(text)) return text;
  throw new AwsError('InvalidArgument', `The value of ${name} cannot stand in a header`, 400, {
    ArgumentName: name,
  });
}

/** The headers an object is returned with. */
export const headersOf = ({ etag, lastModified, headers, metadata }: ObjectHead): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, latin1(value)])),
  ...Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, toHeader(value)]),
  ),
  etag: `"${etag}"`,
  'last-modified': new Date(lastModified).toUTCString(),
  'accept-ranges': 'bytes',
  'x-amz-server-side-encryption': 'AES256',
});

/** Header values that match what this S3 does anyway; other values are refused by name. */
const harmless: Record<string, RegExp> = {
  'x-amz-acl': /^(private|bucket-owner-full-control)$/,
  'x-amz-storage-class': /^STANDARD$/,
  'x-amz-server-side-encryption': /^AES256$/,
  'x-amz-metadata-directive': /^(COPY|REPLACE)$/,
  'x-amz-checksum-type': /^(FULL_OBJECT|COMPOSITE)$/,
};
const understood =
  /^x-amz-(date|content-sha256|user-agent|sdk-.*|meta-.*|trailer|decoded-content-length|checksum-(mode|algorithm)|copy-source(-if-.*|-range)?|expected-bucket-owner|security-token|request-payer|optional-object-attributes)$/;

/** Refuses every `x-amz-` header that asks for an unsupported feature, by its name. */
export function checkHeaders(headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith('x-amz-') || understood.test(name) || isChecksum(name)) continue;
    if (!harmless[name]?.test(value)) throw notImplemented(`the header ${name}: ${value}`);
  }
}

/** S3 reads header bytes as UTF-8 and decodes RFC 2047 words; Node hands the bytes over as Latin-1. */
function fromHeader(value: string): string {
  return utf8(value)
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString() : quotedPrintable(text),
    );
}

const quotedPrintable = (text: string) =>
  Buffer.from(
    text
      .replace(/_/g, ' ')
      .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();

/** A value that is not plain ASCII is sent as an RFC 2047 word. */
const toHeader = (value: string) =>
  /^[\x20-\x7e\t]*$/.test(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;

const utf8 = (header: string) => Buffer.from(header, 'latin1').toString();
const latin1 = (text: string) => Buffer.from(text).toString('latin1');
