import { randomUUID } from 'node:crypto';
import { type ClientRequest, request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { Refused, Unreachable } from './problem.ts';

/** A signed form: where it is sent, and the fields that go before the file. */
export type UploadForm = { url: string; fields: Record<string, string> };

/** Tells how many bytes of the file are sent. */
export type Progress = (sent: number) => void;

/** How long nothing may move on the line, in milliseconds. */
const timeout = 35_000;

/** How many bytes are sent together, and counted. */
const piece = 64 * 1024;

/**
 * Sends a file by its form, again after each delay (in milliseconds) if the network failed or the store was busy: of the
 * files that arrive the first counts, and they are the same. Throws `Refused` or `Unreachable`.
 */
export async function uploadFile(
  form: UploadForm,
  file: Uint8Array,
  progress: Progress,
  [delay, ...later]: readonly number[] = [500, 2_000],
): Promise<void> {
  const answer = await attempt(form, file, progress);
  const isPassing = answer instanceof Unreachable || answer.status >= 500;
  if (isPassing && delay !== undefined) {
    await wait(delay);
    return uploadFile(form, file, progress, later);
  }
  if (answer instanceof Unreachable) throw answer;
  if (answer.status >= 300) throw new Refused(problemOf(answer));
}

type Answer = { status: number; text: string };

function attempt({ url, fields }: UploadForm, file: Uint8Array, progress: Progress) {
  const boundary = `khobor-${randomUUID()}`;
  const part = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const head = Buffer.from(
    `${Object.entries(fields)
      .map(([name, value]) => part(name, value))
      .join('')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="file"\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': head.length + file.length + tail.length,
  };
  return new Promise<Answer | Unreachable>((done) => {
    const failed = (error: Error & { code?: string }) =>
      done(
        new Unreachable(`${new URL(url).origin} cannot be reached (${error.code ?? error.message})`, {
          cause: error,
        }),
      );
    const send = new URL(url).protocol === 'https:' ? secure : plain;
    const request = send(url, { method: 'POST', headers, timeout }, (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (more: string) => (text += more))
        .on('end', () => done({ status: response.statusCode ?? 500, text }))
        .on('error', failed);
    });
    request
      .on('timeout', () => request.destroy(new Error(`nothing moved for ${timeout / 1000} seconds`)))
      .on('error', failed);
    write(request, [head, ...piecesOf(file), tail], (sent) =>
      progress(Math.min(Math.max(sent - head.length, 0), file.length)),
    );
  });
}

function* piecesOf(file: Uint8Array) {
  for (let from = 0; from < file.length; from += piece) yield file.subarray(from, from + piece);
}

/** Writes one piece after the other, each when the one before has left. */
function write(request: ClientRequest, [next, ...others]: Uint8Array[], progress: Progress, before = 0) {
  if (next === undefined) return void request.end();
  request.write(next, (error) => {
    if (error) return;
    progress(before + next.length);
    write(request, others, progress, before + next.length);
  });
}

/** A refusal of the store, which speaks XML. */
function problemOf({ status, text }: Answer) {
  const said = (tag: string) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(text)?.[1];
  return {
    ...{ status, code: said('Code') ?? 'refused', title: 'The file was not taken' },
    titleBn: 'ফাইলটি নেওয়া হয়নি',
    detail: said('Message') ?? `The store answered ${status}`,
  };
}
