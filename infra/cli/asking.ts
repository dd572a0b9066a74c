import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** Whether somebody sits there who can be asked. */
export const canAsk = () => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Asks a question; the answer is the line typed. Questions go to stderr: stdout is the command's answer. */
export async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(question)).trim();
  } finally {
    lines.close();
  }
}

/** Asks whether to go on; only a yes is one. */
export const isSure = async (question: string) => /^(y|yes|হ্যাঁ)$/i.test(await ask(`${question} [y/N] `));

/** Reads a secret: what stdin holds, or one line that the terminal does not show while it is typed or pasted. */
export async function secret(question: string): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).trim();
  process.stderr.write(question);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: true });
  try {
    return (await lines.question('')).trim();
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
