import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { aDynamoDb, anIndex, anItem, aTable, defined } from './a-table.ts';

// Run as a process of its own, to be killed: writes pairs of items for ever and says which are acknowledged.
const { client } = await aDynamoDb(process.argv[2]);
const TableName = await aTable(client, {
  AttributeDefinitions: defined('pk:S sk:S queue:S'),
  GlobalSecondaryIndexes: [anIndex('queues', 'queue sk')],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
});
for (let i = 0; ; i += 4) {
  const write = async (sk: string) => {
    const TransactItems = ['head', 'fact'].map((pk) => ({
      Put: { TableName, Item: anItem(pk, sk, { queue: { S: pk } }) },
    }));
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
    process.stdout.write(`${sk}\n`);
  };
  await Promise.all([0, 1, 2, 3].map((n) => write(String(i + n).padStart(6, '0'))));
}
