import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Intercept } from 'embedded-aws';
import { afterEach, describe, expect, it } from 'vitest';
import { tableName } from '../../infra/local/resources.ts';
import type { Interest } from '../../shared/audience/interest.ts';
import { readerItems, readerKey } from '../../shared/audience/readers-store.ts';
import { keys } from '../../shared/keys.ts';
import { aMailRoom } from './a-mail-room.ts';

let room: Awaited<ReturnType<typeof aMailRoom>>;
afterEach(() => room.close());

/** A confirmed reader of a topic, as the table has one. */
const aReader = (id: string, sections: Interest[]) => ({
  ...{ id, state: 'confirmed', version: 1, address: `${id}@pathok.example`, sections },
  ...{ endTokenHash: 'x', requestedAt: '2026-01-01T00:00:00.000Z' },
});

describe('a reader who chooses other topics while they are looked for', () => {
  it('is found where they are by then', async () => {
    const id = 'sub_7k2m9x4q1w5p';
    let move: (() => Promise<unknown>) | undefined;
    const intercept: Intercept = async (call, pass) => {
      const isLookedFor = call.action === 'BatchGetItem' && String(call.body).includes('READERS#');
      const moving = isLookedFor ? move : undefined;
      if (moving) {
        move = undefined;
        await moving();
      }
      return pass();
    };
    room = await aMailRoom({ intercept });
    const { readWhereverListed } = await import('../../shared/audience/readers-store.ts');
    const put = async (sections: Interest[]) => {
      const reader = aReader(id, sections) as Parameters<typeof readerItems>[0];
      await room.write([{ ...keys.subscription.head({ id }), record: reader }, ...readerItems(reader)]);
    };
    await put(['law']);
    expect(await readWhereverListed([id])).toMatchObject([{ id, interests: ['law'] }]);
    move = async () => {
      await put(['sport']);
      await room.dynamodb.send(
        new DeleteItemCommand({ TableName: tableName, Key: marshall(readerKey('law', id)) }),
      );
    };
    expect(await readWhereverListed([id])).toMatchObject([{ id, interests: ['sport'] }]);
  });
});
