import { AwsError } from '../service.ts';

/** Checks the signatures of a chunked upload, in order: of each chunk, then of the trailing headers. */
export type ChunkCheck = {
  chunk: (data: Buffer, signature: string) => void;
  trailer: (lines: string, signature: string) => void;
};

/** Parses an `aws-chunked` body: `size[;chunk-signature=…]`, data, …, `0`, trailing headers. */
export function readChunks(
  body: Buffer,
  check: ChunkCheck | undefined,
): { body: Buffer; trailer: Record<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  const line = () => {
    const end = body.indexOf('\r\n', at);
    if (end < 0) throw incomplete();
    const text = body.toString('latin1', at, end);
    at = end + 2;
    return text;
  };
  for (;;) {
    const [, digits, signature = ''] =
      /^([0-9a-f]+)(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line()) ?? [];
    if (digits === undefined) throw incomplete();
    const size = Number.parseInt(digits, 16);
    const data = body.subarray(at, at + size);
    check?.chunk(data, signature);
    if (size === 0) break;
    if (data.length < size || body.toString('latin1', at + size, at + size + 2) !== '\r\n')
      throw incomplete();
    chunks.push(data);
    at += size + 2;
  }
  return { body: Buffer.concat(chunks), trailer: readTrailer(body.toString('latin1', at), check) };
}

function readTrailer(text: string, check: ChunkCheck | undefined): Record<string, string> {
  const fields = text
    .split(/\r?\n/)
    .filter((one) => one !== '')
    .map((one) => one.split(/:\s*(.*)/s).slice(0, 2) as [string, string]);
  const { 'x-amz-trailer-signature': signature, ...trailer } = Object.fromEntries(
    fields.map(([name, value = '']) => [name.toLowerCase(), value.trim()]),
  );
  if (fields.length > 0)
    check?.trailer(
      Object.entries(trailer)
        .map(([name, value]) => `${name}:${value}\n`)
        .join(''),
      signature ?? '',
    );
  return trailer;
}

const incomplete = () =>
  new AwsError('IncompleteBody', 'The request body terminated unexpectedly or is not aws-chunked.');
