import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { printable } from './say.ts';

/** Whether a person at a terminal can be asked. */
export const isInteractive = () => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Asks for a line. Questions go to stderr, because stdout is for the command's answer. */
export const ask = (question: string) => line(question, process.stderr);

/** Asks for a yes; anything else is a no. */
export const confirm = async (question: string) => /^(y|yes|হ্যাঁ)$/i.test(await ask(`${question} [y/N] `));

/** Reads a secret: all of stdin if it is piped, else a line that the terminal does not show. */
export async function secret(question: string): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).trim();
  process.stderr.write(printable(question));
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  const typed = await line('', hidden);
  process.stderr.write('\n');
  return typed;
}

/** A line from the terminal; Ctrl-C and Ctrl-D end it as if nothing had been typed. */
async function line(question: string, output: NodeJS.WritableStream): Promise<string> {
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  const interrupted = new Promise<string>((done) => {
    lines.once('SIGINT', () => done('\n')).once('close', () => done('\n'));
  });
  const typed = await Promise.race([lines.question(printable(question)), interrupted]);
  lines.close();
  if (typed === '\n') process.stderr.write(typed);
  return typed.trim();
}
