import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../usage-error.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * The tokens for the newsroom that `npm start` runs on this machine. The command line imports nothing from `infra/`:
 * it starts the program of `npm run -s token` as a process of its own, and only this command needs that file.
 */
export async function localTokens(
  url: string,
  name: string,
  roles: readonly string[],
): Promise<{ token: string; id: string }> {
  const { port } = new URL(url);
  const options = ['--name', name, ...roles.flatMap((role) => ['--role', role]), '--port', port || '80'];
  const tokenOf = async (more: readonly string[] = []) => {
    const [failure, out, err] = await run(['infra/local/cli/token.ts', ...options, ...more]);
    if (failure) throw new UsageError(err.trim().replace(/^khobor: /, '') || failure.message);
    return out.trim();
  };
  return { token: await tokenOf(), id: await tokenOf(['--id']) };
}

const run = (args: string[]) =>
  new Promise<[Error | null, string, string]>((done) => {
    execFile(process.execPath, args, { cwd: root }, (failure, out, err) => done([failure, out, err]));
  });
