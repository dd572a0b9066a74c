import { parseArgs } from 'node:util';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openAws, openClock, region, Store } from '../src/embedded-aws.ts';
import { type Difference, parts, partThatDiffers } from './compare/difference.ts';
import { binaryFrom, startDynoxide } from './compare/dynoxide.ts';
import { reasonFor } from './compare/known.ts';
import { level } from './compare/level.ts';
import { type Outcome, outcomeOf } from './compare/outcome.ts';
import { openRandom } from './compare/random.ts';
import { randomOperation } from './compare/random-operations.ts';

// Sends the same random operations to this DynamoDB and to dynoxide, and prints where they differ. Run it by hand before
// and after a change of the engine: `npm run compare -w embedded-aws -- --operations 3000 --seed 1`.

const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '300' },
    binary: { type: 'string' },
    show: { type: 'string', default: '5' },
  },
});

const binary = values.binary ?? binaryFrom(process.env.INIT_CWD ?? process.cwd());
if (!binary) {
  console.error(
    'dynoxide is not installed. It is for Linux on x64 only: npm install --no-save @dynoxide/linux-x64@1.2.1',
  );
  process.exit(1);
}

const tables = ['one', 'two'].map((name) => `compared-${name}`);
const createTable = (TableName: string) =>
  new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: ['pk S', 'sk S', 'g S', 'n N', 'l S'].map((pair) => {
      const [AttributeName = '', type] = pair.split(' ');
      return { AttributeName, AttributeType: type as 'S' | 'N' };
    }),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'global',
        KeySchema: [
          { AttributeName: 'g', KeyType: 'HASH' },
          { AttributeName: 'n', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'local',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'l', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });

/** Runs random operations on both until enough are done or the time is up. */
async function compare(ours: DynamoDBClient, theirs: DynamoDBClient) {
  const random = openRandom(Number(values.seed));
  const until = Date.now() + Number(values.seconds) * 1000;
  const differences: Difference[] = [];
  let done = 0;
  let refused = 0;
  for (; done < Number(values.operations) && Date.now() < until; done++) {
    const operation = randomOperation(random, tables);
    const [own, other] = await Promise.all([outcomeOf(operation, ours), outcomeOf(operation, theirs)]);
    if (own.code !== 'ok') refused++;
    const part = partThatDiffers(own, other);
    if (part) differences.push({ at: done, part, operation, ours: own, theirs: other });
    // After an update that only removes, an item may differ that no answer has shown.
    else if (!/"UpdateExpression":"(REMOVE|DELETE)/.test(JSON.stringify(operation.input))) continue;
    for (const table of tables) await level(table, ours, theirs);
  }
  return { done, refused, differences };
}

/** A value as JSON, with long runs of one character shortened. */
const short = (value: unknown) =>
  JSON.stringify(value)
    .replace(/(.)\1{20,}/g, '$1…')
    .slice(0, 1500);

function print({ at, part, operation, ours, theirs }: Difference) {
  const shown = ({ code, message, answer }: Outcome) => [code, message, short(answer)].join(' ');
  console.log(`\n${part} of operation ${at}: ${operation.name} ${short(operation.input)}`);
  console.log(`  embedded-aws: ${shown(ours)}`);
  console.log(`  dynoxide:     ${shown(theirs)}`);
}

const other = await startDynoxide(binary);
const store = new Store(':memory:');
const aws = await openAws({ store, clock: openClock() });
const ours = new DynamoDBClient({ region, endpoint: aws.url, credentials: aws.operator, maxAttempts: 1 });
const theirs = new DynamoDBClient({ region, endpoint: other.url, credentials: aws.operator, maxAttempts: 1 });
try {
  for (const client of [ours, theirs]) for (const table of tables) await client.send(createTable(table));
  const { done, refused, differences } = await compare(ours, theirs);
  console.log(`${done} operations with seed ${values.seed}, of which ${refused} were refused`);
  const news = differences.filter((one) => reasonFor(one) === undefined);
  console.log(`${differences.length} differed, ${differences.length - news.length} of them as is known:`);
  for (const [why, found] of Object.entries(Object.groupBy(differences, (one) => reasonFor(one) ?? '')))
    if (why) console.log(`  ${found?.length} ${why}`);
  for (const part of parts) {
    const found = news.filter((one) => one.part === part);
    console.log(`${found.length} more differed in ${part}`);
    for (const one of found.slice(0, Number(values.show))) print(one);
  }
} finally {
  ours.destroy();
  theirs.destroy();
  await aws.close();
  store.close();
  await other.stop();
}
