import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** Whether somebody sits there who can be asked. */
export const canAsk = () => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Asks a question; the answer is the line typed. Questions go to stderr: stdout is the command's answer. */
export const ask = (question: string) => line(question, process.stderr);

/** Asks whether to go on; only a yes is one. */
export const isSure = async (question: string) => /^(y|yes|হ্যাঁ)$/i.test(await ask(`${question} [y/N] `));

/** Reads a secret: what stdin holds, or one line that the terminal does not show while it is typed or pasted. */
export async function secret(question: string): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).trim();
  process.stderr.write(question);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const typed = await line('', unseen);
  process.stderr.write('\n');
  return typed;
}

/** One line that is typed; Ctrl-C and Ctrl-D are a no to everything. */
async function line(question: string, output: NodeJS.WritableStream): Promise<string> {
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  const left = new Promise<string>((done) => {
    lines.once('SIGINT', () => done('\n')).once('close', () => done('\n'));
  });
  const typed = await Promise.race([lines.question(question), left]);
  lines.close();
  if (typed === '\n') process.stderr.write(typed);
  return typed.trim();
}
