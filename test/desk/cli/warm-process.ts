import { main } from '../../../desk/cli/main.ts';

/** A command as it was typed, and the environment of its process. */
export type Command = { args: string[]; env: NodeJS.ProcessEnv };

const { stdout, stderr } = process;

process.on('message', async ({ args, env }: Command) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  const said = { out: '', err: '' };
  const [write, writeAside] = [stdout.write, stderr.write];
  stdout.write = (text) => {
    said.out += text;
    return true;
  };
  stderr.write = (text) => {
    said.err += text;
    return true;
  };
  try {
    const code = await main(args);
    process.send?.({ code, ...said });
  } finally {
    stdout.write = write;
    stderr.write = writeAside;
  }
});
