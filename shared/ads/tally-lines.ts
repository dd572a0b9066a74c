/** No line of the CDN is as long: it logs no URL above 8 KB, and no request whose headers are above 20 KB. */
const longest = 65_536;

/** Begins what is left of a line that was too long to be kept. */
export const cutOff = '\0';

/** The lines of a text that comes in pieces, piece by piece: however long the text is, only a piece of it is held. */
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
