const width = 30;

/** Draws on a terminal how much of a file is sent; says nothing where nobody watches. */
export function progressBar(
  total: number,
  isQuiet: boolean,
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
) {
  if (isQuiet || !stream.isTTY) return { at: () => {}, end: () => {} };
  let drawn = -1;
  return {
    at: (sent: number) => {
      const percent = total === 0 ? 100 : Math.floor((100 * sent) / total);
      if (percent === drawn) return;
      drawn = percent;
      const full = Math.round((width * percent) / 100);
      stream.write(`\r${'█'.repeat(full)}${'░'.repeat(width - full)} ${String(percent).padStart(3)} %`);
    },
    /** Clears the line. */
    end: () => void stream.write(`\r${' '.repeat(width + 6)}\r`),
  };
}
