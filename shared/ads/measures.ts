/**
 * A size such as `300x250` as numbers of CSS pixels. In a file of its own, so that the browser's script stays small.
 */
export function measuresOf(size: string): { width: number; height: number } {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return { width, height };
}
