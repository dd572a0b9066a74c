import { accessSync, appendFileSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from '../../build.ts';
import { operator } from '../aws/credentials.ts';
import { type Cloud, openCloud } from '../cloud.ts';
import { publishSample } from '../sample/sample.ts';
import { defaultData, defaultPort, readInstance, writeInstance } from './instance.ts';
import { command, Mistake, options } from './options.ts';
import { type Fault, mistakeIn } from './start-mistakes.ts';

/** Ctrl-C reaches this process twice: from the terminal and from the one that started it. A later one is meant. */
const echo = 1_000;

/** Starts the whole system on this machine and keeps it running until it is told to stop. */
await command(async () => {
  const { port = defaultPort, data = resolve(defaultData), empty } = options({ empty: { type: 'boolean' } });
  prepare(data);
  const built = await build();
  const cloud = await open(port, data, built);
  writeInstance(data, {
    port: cloud.port,
    awsPort: cloud.aws.port,
    pid: process.pid,
    operator: cloud.aws.keyring.issue(operator),
    jwk: cloud.jwk,
  });
  stopOn(cloud);
  if (!empty) await publishSample(cloud);
  await announce(cloud, data);
});

function prepare(data: string) {
  try {
    mkdirSync(data, { recursive: true });
    accessSync(data, constants.W_OK);
  } catch (error) {
    throw new Mistake(
      `Cannot write into ${data} (${(error as NodeJS.ErrnoException).code}); name another with --data`,
    );
  }
}

async function open(
  port: number,
  data: string,
  built: Parameters<typeof openCloud>[0]['built'],
): Promise<Cloud> {
  const log = join(data, 'functions.log');
  try {
    return await openCloud({
      file: join(data, 'khobor.db'),
      port,
      awsPort: readInstance(data)?.awsPort ?? 0,
      built,
      log: (name, line) => appendFileSync(log, `${new Date().toISOString()} ${name} ${line}\n`),
      about: { data },
    });
  } catch (error) {
    throw mistakeIn(error as Fault, port, data);
  }
}

function stopOn(cloud: Cloud) {
  let since: number | undefined;
  const stop = () => {
    if (since !== undefined && Date.now() - since > echo) process.exit(1);
    if (since !== undefined) return;
    since = Date.now();
    console.log('\nkhobor stops; everything is kept');
    void cloud.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

async function announce({ url, aws, token }: Cloud, data: string) {
  const rumana = await token('rumana', 'reporter');
  const kamal = await token('kamal', 'editor');
  console.log(`
Site      ${url}/
API       ${url}/api/health
Mailbox   ${url}/__local/mailbox
AWS       ${aws.url}   (npm run -s aws-env)
Data      ${data}   (what functions print: functions.log)

Sign in (good for 12 hours; for others: npm run -s token -- --name NAME --role ROLE)
export REPORTER_TOKEN=${rumana}
export EDITOR_TOKEN=${kamal}

khobor ready ${url}`);
}
