/** The fields of an answer that the sample uses. */
export type Posted = { id?: string; upload?: { url: string; fields: Record<string, string> } };

/** Posts JSON. A step that an interrupted run had already taken answers 412, which is ignored. */
export async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Posted> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok && answer.status !== 412)
    throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Posted;
}

/** Uploads a file with its asset's form. */
export async function upload({ upload }: Posted, file: Blob): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(upload?.fields ?? {})) form.append(name, value);
  form.append('file', file);
  const answer = await fetch(upload?.url ?? '', { method: 'POST', body: form });
  if (!answer.ok) throw new Error(`The upload was answered ${answer.status}: ${await answer.text()}`);
}
