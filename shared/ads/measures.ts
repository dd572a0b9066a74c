/** A size, `300x250`, as numbers of CSS pixels. Beside the slots, so that the page's script can take it alone. */
export function measuresOf(size: string): { width: number; height: number } {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return { width, height };
}
