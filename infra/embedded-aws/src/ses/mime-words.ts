/** Decodes the RFC 2047 words of a header, as a mail client does. */
export const decodeWords = (text: string): string =>
  text
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(
      /=\?([^?*]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi,
      (word, charset: string, kind: string, data: string) => {
        const bytes =
          kind.toLowerCase() === 'b' ? Buffer.from(data, 'base64') : quoted(data.replace(/_/g, ' '));
        return decode(bytes, charset) ?? word;
      },
    );

/** Decodes quoted-printable text. */
export const quoted = (text: string): Buffer =>
  Buffer.from(
    text
      .replace(/[ \t]*=\r?\n/g, '')
      .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

/** Decodes bytes; undefined for an unknown charset. */
export function decode(bytes: Buffer, charset: string): string | undefined {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return undefined;
  }
}
