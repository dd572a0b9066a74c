import { accessSync, appendFileSync, chmodSync, constants, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Damaged } from 'embedded-aws';
import { build } from '../../build/build.ts';
import { type Cloud, type CloudOptions, openCloud, usualIdle } from '../cloud.ts';
import { publishSample } from '../sample/sample.ts';
import { defaultData, defaultPort, readInstance, wasStarted, writeInstance } from './instance.ts';
import { logInto } from './log-file.ts';
import { cannotWrite, command, Mistake, options, sendingLimit } from './options.ts';
import { type Fault, mistakeIn, noRoomIn, roomAgain } from './start-mistakes.ts';

/** How many signals one Ctrl-C sends this process: from the terminal, from its parent, and from npm through it. */
const echoes = 3;

/** `KHOBOR_TIMEOUT=600 npm start` gives every function so many seconds, for a machine that is busy. */
const { KHOBOR_TIMEOUT } = process.env;
const limit = KHOBOR_TIMEOUT ? { timeout: Number(KHOBOR_TIMEOUT) } : {};

/** The files of a newsroom; those that an earlier version made could be read by everybody. */
const ownFile = /^(khobor\.db(-wal|-shm)?|functions\.log|instance\.json)$/;

/** Starts the whole system on this machine and runs it until it is stopped. */
await command(async () => {
  // Data, keys and mails are their owner's alone.
  process.umask(0o077);
  const {
    port = defaultPort,
    data = resolve(defaultData),
    empty,
    'mail-rate': rate,
    'mail-quota': quota,
  } = options({
    empty: { type: 'boolean' },
    'mail-rate': { type: 'string' },
    'mail-quota': { type: 'string' },
  });
  const mail = {
    ...(rate === undefined ? {} : { maxSendRate: sendingLimit('mail-rate', rate) }),
    ...(quota === undefined ? {} : { max24HourSend: sendingLimit('mail-quota', quota) }),
  };
  prepare(data);
  await refuseBlocked(port);
  const built = await build();
  const cloud = await open(port, data, built, mail);
  writeInstance(data, {
    port: cloud.port,
    awsPort: cloud.aws.port,
    pid: process.pid,
    operator: cloud.aws.operator,
    jwk: cloud.jwk,
  });
  const stopping = stopOn(cloud);
  cloud.store.room.on('changed', (hasRoom) => console.error(hasRoom ? roomAgain : noRoomIn(data)));
  try {
    if (!empty) await publishSample(cloud);
    if (!stopping.aborted) await announce(cloud, data);
  } catch (error) {
    // Stopping interrupted the sample, or the disk is full, which was said; the next start publishes it again.
    if (!stopping.aborted && cloud.store.hasRoom) throw error;
  }
});

/** Throws for a port that browsers and Node refuse to call, such as 6000. */
async function refuseBlocked(port: number) {
  const { cause } = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'HEAD',
    signal: AbortSignal.timeout(1000),
  }).catch((error) => error);
  if (cause?.message === 'bad port')
    throw new Mistake(`Browsers refuse port ${port}; choose another with --port, such as ${defaultPort}`);
}

function prepare(data: string) {
  try {
    makeFolder(data);
    accessSync(data, constants.W_OK);
    appendFileSync(logIn(data), '');
    for (const name of readdirSync(data)) if (ownFile.test(name)) chmodSync(join(data, name), 0o600);
  } catch (error) {
    throw cannotWrite(data, error);
  }
}

/**
 * Creates a folder and its parents; `mkdirSync` with `recursive` never returns where none can be created, as in /proc.
 */
function makeFolder(path: string) {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}

function logIn(data: string) {
  return join(data, 'functions.log');
}

async function open(
  port: number,
  data: string,
  built: CloudOptions['built'],
  mail: NonNullable<CloudOptions['mail']>,
): Promise<Cloud> {
  const file = join(data, 'khobor.db');
  try {
    if (wasStarted(data) && statSync(file, { throwIfNoEntry: false })?.size === 0)
      throw new Damaged(`${file} is empty`);
    return await openCloud({
      file,
      port,
      awsPort: readInstance(data)?.awsPort ?? 0,
      built,
      mail,
      log: logInto(logIn(data)),
      about: { data },
      maxIdle: usualIdle,
      isThrottled: true,
      ...limit,
    });
  } catch (error) {
    throw mistakeIn(error as Fault, port, data);
  }
}

/** Closes the cloud and ends the process on a stop signal, at once on a second one. Returns an AbortSignal of the stop. */
function stopOn(cloud: Cloud): AbortSignal {
  const stopping = new AbortController();
  let told = 0;
  const stop = () => {
    told++;
    if (told > echoes) process.exit(1);
    if (told > 1) return;
    stopping.abort();
    console.log('\nkhobor stops; everything is kept');
    void cloud.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return stopping.signal;
}

async function announce({ url, aws, token }: Cloud, data: string) {
  const rumana = await token('rumana', 'reporter');
  const kamal = await token('kamal', 'editor');
  const salma = await token('salma', 'ad-manager');
  console.log(`
Desk      ${url}/desk/
Site      ${url}/
API       ${url}/api/docs
Mailbox   ${url}/__local/mail
AWS       ${aws.url}   (npm run -s aws-env)
Data      ${data}   (what functions print: functions.log)

Sign in (good for 12 hours; for others: npm run -s token -- --name NAME --role ROLE)
export REPORTER_TOKEN=${rumana}
export EDITOR_TOKEN=${kamal}
export ADS_TOKEN=${salma}

khobor ready ${url}`);
}
