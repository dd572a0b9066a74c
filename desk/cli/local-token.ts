import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Mistake } from './mistake.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A token of the newsroom that runs on this machine, by what `npm run -s token` runs. */
export async function localToken(url: string, name: string, roles: readonly string[]): Promise<string> {
  const { port } = new URL(url);
  const asked = ['--name', name, ...roles.flatMap((role) => ['--role', role]), '--port', port || '80'];
  const [failure, out, err] = await run(['infra/local/cli/token.ts', ...asked]);
  if (failure) throw new Mistake(err.trim().replace(/^khobor: /, '') || failure.message);
  return out.trim();
}

const run = (args: string[]) =>
  new Promise<[Error | null, string, string]>((done) => {
    execFile(process.execPath, args, { cwd: root }, (failure, out, err) => done([failure, out, err]));
  });
