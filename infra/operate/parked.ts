import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { defaultData } from '../local/cli/instance.ts';
import { command, Mistake, options } from '../local/cli/options.ts';
import { type FunctionName, topology } from '../topology.ts';
import { linesOf } from './lines.ts';
import {
  emptyParked,
  functionOf,
  listParked,
  logOf,
  type Queues,
  redriveParked,
  showParked,
} from './parked-queues.ts';
import { print } from './print.ts';
import { configOf } from './world.ts';

const usage = 'Say npm run parked, or after it -- show, redrive or empty, and the name of a function';

/**
 * What is parked: `npm run parked` lists it, `-- show FUNCTION` prints it, `-- redrive FUNCTION` sends it back, `-- empty
 * FUNCTION` deletes it. Of the running instance, or of the stage that `--stage` names, with the credentials of the environment.
 */
await command(async () => {
  const { stage, words, ...where } = options({ stage: { type: 'string' } }, 2);
  const [act = 'list', word] = words;
  const queues: Queues = {
    sqs: new SQSClient(stage ? {} : await configOf(where)),
    prefix: stage ? `khobor-${stage}-` : '',
  };
  if (act === 'list' && !word) return list(queues);
  if (!word) throw new Mistake(usage);
  const name = functionOf(word);
  if (act === 'show') return show(queues, name, stage, where.data);
  if (act === 'empty') return emptyParked(queues, name);
  if (act !== 'redrive') throw new Mistake(usage);
  print(`${await redriveParked(queues, name)} messages are in the inbox of ${name} again`);
});

async function list(queues: Queues) {
  const all = await listParked(queues);
  if (all.length === 0) print('Nothing is parked');
  for (const { name, count, oldest, isWhole } of all) {
    const since = `${isWhole ? 'since' : 'at least since'} ${timeOf(oldest)}`;
    print(`${String(count).padStart(6)}  ${name.padEnd(32)}  ${since}`);
    print(`        ${topology[name].ifItFails}`);
  }
}

function timeOf(at: number | undefined): string {
  return at === undefined ? 'now' : new Date(at).toISOString();
}

async function show(
  queues: Queues,
  name: FunctionName,
  stage: string | undefined,
  data = resolve(defaultData),
) {
  const all = await showParked(queues, name);
  const logged = stage ? new Map<string, string>() : await reasonsIn(join(data, 'functions.log'));
  for (const { id, at, body, reason = logged.get(id) } of all)
    print(`${new Date(at).toISOString()}  ${id}\n  ${reason ?? 'its function’s log says why'}\n  ${body}\n`);
  print(`${all.length} messages (a hundred at most are shown); they stay where they are`);
  // Lambda logs JSON around what a function prints, which is a text in it: nothing inside that text is a field.
  if (stage && all.length > 0)
    print(
      `Why: aws logs filter-log-events --log-group-name ${logOf(stage, name)} --filter-pattern '{ $.message = "*failed*" }' --query 'events[].message' --output text`,
    );
}

/** Why each message failed last, as functions of this machine logged it: a line is the function's name and what it said. */
async function reasonsIn(log: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (!existsSync(log)) return found;
  for await (const line of linesOf(log)) {
    const at = line.indexOf('{"failed":');
    if (at === -1) continue;
    try {
      const { failed, reason } = JSON.parse(line.slice(at));
      found.set(String(failed), String(reason));
    } catch {
      // A line that was cut off says nothing.
    }
  }
  return found;
}
