import type { ACloud } from '../a-cloud.ts';

/** Asks for a page as a browser does that follows no redirect, so that each step is seen. */
export async function askTheSite(
  { url }: Pick<ACloud, 'url'>,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  const answer = await fetch(url + path, { method, headers, redirect: 'manual' });
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    text: await answer.text(),
    headers: answer.headers,
  };
}
