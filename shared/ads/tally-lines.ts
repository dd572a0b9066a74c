/** Longer than any line of the CDN: it logs no URL above 8 KB, and no request with more than 20 KB of headers. */
const longest = 65_536;

/** Marks the rest of a line whose beginning was dropped because it was too long. */
export const cutOff = '\0';

/** The lines of a streamed text, one chunk at a time, so that only a chunk of a large text is in memory. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longest) rest = cutOff;
    yield lines;
  }
  yield [rest + decoder.decode()];
}
