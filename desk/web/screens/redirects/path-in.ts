/**
 * The path in an address of this site that was pasted whole from an address bar, with what follows it; any other text as it was
 * typed, which the API explains.
 */
export function pathIn(typed: string, host: string): string {
  const text = typed.trim();
  const [, at, path] = /^https?:\/\/([^/?#]+)(.*)$/isu.exec(text) ?? [];
  return at !== undefined && bare(at) === bare(host) ? path || '/' : text;
}

const bare = (host: string) => host.toLowerCase().replace(/^www\./, '');
