import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { region } from 'embedded-aws';
import { findInstance } from '../local/cli/instance.ts';
import { command, options } from '../local/cli/options.ts';
import { tableName } from '../local/resources.ts';
import { print } from './print.ts';
import { renewPlaces } from './renew-places.ts';

/**
 * Puts the articles of an earlier version of Khobor at their places on today's lists: once, after the deploy. Of the
 * running instance, or with `--table` of a deployed stage, with the credentials of the environment.
 */
await command(async () => {
  const { table, ...local } = options({ table: { type: 'string' } as const });
  const world = table ? { dynamodb: new DynamoDBClient({}), table } : await here(local);
  const { articles, moved } = await renewPlaces(world);
  print(`${moved} of ${articles} articles were moved to their places`);
});

async function here({ port, data }: { port: number | undefined; data: string | undefined }) {
  const { awsPort, operator } = await findInstance({ port, data });
  const endpoint = `http://127.0.0.1:${awsPort}`;
  return { dynamodb: new DynamoDBClient({ region, endpoint, credentials: operator }), table: tableName };
}
