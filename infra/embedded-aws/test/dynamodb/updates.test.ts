import {
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDynamoDb, anIndex, anItem, aTable, defined, faultOf, type Item } from './a-table.ts';

let db: Awaited<ReturnType<typeof aDynamoDb>>;
let TableName: string;

beforeAll(async () => {
  db = await aDynamoDb();
  TableName = await aTable(db.client, {
    AttributeDefinitions: defined('pk:S sk:S queue:S'),
    GlobalSecondaryIndexes: [anIndex('queues', 'queue')],
  });
});
afterAll(() => db.close());

let made = 0;

/** Puts an item, updates it, and gives what the update returned or the fault it met. */
async function update(
  before: Item | undefined,
  UpdateExpression: string,
  more: Partial<UpdateItemCommandInput> = {},
) {
  const Key = anItem('u', String(++made));
  if (before) await db.client.send(new PutItemCommand({ TableName, Item: { ...Key, ...before } }));
  const call = new UpdateItemCommand({ TableName, Key, UpdateExpression, ReturnValues: 'ALL_NEW', ...more });
  const { Attributes } = await db.client.send(call);
  const { pk: _pk, sk: _sk, ...rest } = Attributes ?? {};
  return Attributes && rest;
}

const values = (of: Record<string, Item[string]>) => ({ ExpressionAttributeValues: of });
const fault = (...asked: Parameters<typeof update>) => faultOf(update(...asked));

const n = (...numbers: number[]) => numbers.map((number) => ({ N: String(number) }));

describe('SET', () => {
  it('creates the item that is not there', async () => {
    expect(await update(undefined, 'SET a = :a', values({ ':a': { S: 'x' } }))).toEqual({ a: { S: 'x' } });
  });

  it('counts with exact decimals', async () => {
    const counted = await update(
      { a: { N: '0.1' }, b: { N: '99999999999999999999999999999999999999' } },
      'SET a = a + :a, c = b - :a, d = :a - a',
      values({ ':a': { N: '0.2' } }),
    ).catch((error: Error) => error.message);
    expect(counted).toContain('Number overflow');
    expect(
      await update({ a: { N: '0.1' } }, 'SET a = a + :a, d = a - :a', values({ ':a': { N: '0.2' } })),
    ).toEqual({
      a: { N: '0.3' },
      d: { N: '-0.1' },
    });
  });

  it('reads every right-hand side as the item was before', async () => {
    expect(
      await update(
        { a: { N: '1' }, b: { N: '2' } },
        'SET a = b, b = a REMOVE c ADD d :d',
        values({ ':d': { N: '5' } }),
      ),
    ).toEqual({
      a: { N: '2' },
      b: { N: '1' },
      d: { N: '5' },
    });
  });

  it('takes what is not there from if_not_exists', async () => {
    const taken = await update(
      { a: { N: '1' } },
      'SET a = if_not_exists(a, :z) + :o, b = if_not_exists(b, :z) + :o, l = list_append(if_not_exists(l, :l), :l)',
      values({ ':z': { N: '0' }, ':o': { N: '1' }, ':l': { L: n(1) } }),
    );
    expect(taken).toEqual({ a: { N: '2' }, b: { N: '1' }, l: { L: n(1, 1) } });
  });

  it('reaches into maps and lists', async () => {
    const before = { doc: { M: { deep: { L: [{ M: { x: { N: '1' } } }] } } } };
    expect(
      await update(before, 'SET doc.deep[0].x = doc.deep[0].x + :o, doc.#new = :o', {
        ...values({ ':o': { N: '1' } }),
        ExpressionAttributeNames: { '#new': 'a.b' },
      }),
    ).toEqual({
      doc: { M: { deep: { L: [{ M: { x: { N: '2' } } }] }, 'a.b': { N: '1' } } },
    });
  });

  it('appends elements set beyond the end, in order', async () => {
    expect(
      await update(
        { l: { L: n(0, 1) } },
        'SET l[9] = :c, l[5] = :b, l[0] = :a',
        values({ ':a': { N: '7' }, ':b': { N: '8' }, ':c': { N: '9' } }),
      ),
    ).toEqual({ l: { L: n(7, 1, 8, 9) } });
  });

  it('copies rather than shares', async () => {
    expect(await update({ l: { L: n(1) } }, 'SET m = l, l[0] = :a', values({ ':a': { N: '2' } }))).toEqual({
      l: { L: n(2) },
      m: { L: n(1) },
    });
  });
});

describe('REMOVE', () => {
  it('means the indexes there were before', async () => {
    expect(
      await update({ l: { L: n(0, 1, 2, 3) }, gone: { S: 'x' } }, 'REMOVE l[0], l[1], l[9], gone, absent'),
    ).toEqual({ l: { L: n(2, 3) } });
  });

  it('makes no item where there is none', async () => {
    expect(await update(undefined, 'REMOVE a DELETE s :s', values({ ':s': { SS: ['x'] } }))).toBeUndefined();
    expect(await update(undefined, 'REMOVE a.b, c[0]')).toBeUndefined();
    const Key = anItem('u', String(made));
    expect((await db.client.send(new GetItemCommand({ TableName, Key }))).Item).toBeUndefined();
  });

  it('goes with SET on the same list', async () => {
    expect(
      await update({ l: { L: n(0, 1, 2) } }, 'REMOVE l[0] SET l[1] = :a', values({ ':a': { N: '9' } })),
    ).toEqual({ l: { L: n(9, 2) } });
  });
});

describe('ADD and DELETE', () => {
  it('add to numbers and sets and take from sets', async () => {
    const before = { a: { N: '1' }, s: { SS: ['x', 'y'] }, t: { NS: ['1', '2'] }, u: { SS: ['only'] } };
    expect(
      await update(
        before,
        'ADD a :n, b :n, s :s, fresh :s DELETE t :t, u :u, absent :s',
        values({
          ':n': { N: '-3' },
          ':s': { SS: ['y', 'z'] },
          ':t': { NS: ['2.0', '7'] },
          ':u': { SS: ['only'] },
        }),
      ),
    ).toEqual({
      a: { N: '-2' },
      b: { N: '-3' },
      s: { SS: ['x', 'y', 'z'] },
      fresh: { SS: ['y', 'z'] },
      t: { NS: ['1'] },
    });
  });

  it('refuse other types', async () => {
    expect(await fault({ a: { S: 'x' } }, 'ADD a :n', values({ ':n': { N: '1' } }))).toBe(
      'ValidationException: An operand in the update expression has an incorrect data type',
    );
    expect(await fault({ a: { SS: ['x'] } }, 'DELETE a :n', values({ ':n': { NS: ['1'] } }))).toContain(
      'incorrect data type',
    );
    expect(await fault({}, 'ADD a :n', values({ ':n': { S: 'x' } }))).toContain(
      'Incorrect operand type for operator or function; operator: ADD, operand type: STRING',
    );
    expect(await fault({}, 'DELETE a :n', values({ ':n': { N: '1' } }))).toContain(
      'operator: DELETE, operand type: NUMBER',
    );
  });
});

describe('an update that is refused', () => {
  const one = values({ ':v': { N: '1' } });
  it.each<[string, Partial<UpdateItemCommandInput>, string]>([
    ['', {}, 'Invalid UpdateExpression: The expression can not be empty;'],
    ['SET', {}, 'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "SET"'],
    [
      'SET a = list_append(list_append(:l, :l), :l)',
      values({ ':l': { L: [] } }),
      'The function is not allowed to be used this way in an expression; function: list_append',
    ],
    ['SET a = :v + :v + :v', one, 'Invalid UpdateExpression: Syntax error; token: "+"'],
    [
      'SET a = :v, a.b = :v',
      one,
      'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
    ],
    ['SET a = :v REMOVE a', one, 'Two document paths overlap with each other'],
    [
      'SET a.b = :v, a[0] = :v',
      one,
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]',
    ],
    [
      'SET a = :v SET b = :v',
      one,
      'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
    ],
    ['SET absent.b = :v', one, 'The document path provided in the update expression is invalid for update'],
    ['SET l.b = :v', one, 'The document path provided in the update expression is invalid for update'],
    ['REMOVE absent.b', {}, 'The document path provided in the update expression is invalid for update'],
    ['SET a = absent', {}, 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET a = s + :v', one, 'An operand in the update expression has an incorrect data type'],
    ['SET a = list_append(s, l)', {}, 'An operand in the update expression has an incorrect data type'],
    [
      'SET a = list_append(:v, l)',
      one,
      'Incorrect operand type for operator or function; operator or function: list_append, operand type: N',
    ],
    ['SET a = nonsense(l)', {}, 'Invalid function name; function: nonsense'],
    [
      'SET pk = :v',
      one,
      'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
    ],
    ['REMOVE sk', {}, 'Cannot update attribute sk. This attribute is part of the key'],
    [
      'SET #q = :v',
      { ...one, ExpressionAttributeNames: { '#q': 'queue' } },
      'Type mismatch for Index Key queue Expected: S Actual: N IndexName: queues',
    ],
    [
      'SET queue = :e',
      values({ ':e': { S: '' } }),
      'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
    ],
    ['SET size = :v', one, 'Attribute name is a reserved keyword; reserved keyword: size'],
  ])('%s', async (expression, more, message) => {
    const before = { l: { L: n(1) }, s: { S: 'x' } };
    expect(await fault(before, expression, more)).toContain('ValidationException');
    expect(await fault(before, expression, more)).toContain(message);
  });

  it('would make the item too large', async () => {
    const half = { S: 'x'.repeat(250_000) };
    expect(await fault({ a: half }, 'SET b = :b', values({ ':b': half }))).toBe(
      'ValidationException: Item size to update has exceeded the maximum allowed size',
    );
  });
});

describe('what an update returns', () => {
  const before = { a: { N: '1' }, doc: { M: { x: { N: '1' }, y: { N: '2' } } }, c: { S: 'c' } };
  const expression = 'SET a = :v, doc.x = :v REMOVE c';
  it.each<[UpdateItemCommandInput['ReturnValues'], Item | undefined]>([
    ['NONE', undefined],
    ['ALL_OLD', before],
    ['UPDATED_OLD', { a: { N: '1' }, doc: { M: { x: { N: '1' } } }, c: { S: 'c' } }],
    ['ALL_NEW', { a: { N: '9' }, doc: { M: { x: { N: '9' }, y: { N: '2' } } } }],
    ['UPDATED_NEW', { a: { N: '9' }, doc: { M: { x: { N: '9' } } } }],
  ])('%s', async (ReturnValues, expected) => {
    expect(await update(before, expression, { ReturnValues, ...values({ ':v': { N: '9' } }) })).toEqual(
      expected,
    );
  });

  it('is nothing old of an item that was not there', async () => {
    expect(
      await update(undefined, 'SET a = :v', { ReturnValues: 'ALL_OLD', ...values({ ':v': { N: '9' } }) }),
    ).toBeUndefined();
    expect(
      await update(undefined, 'SET a = :v', { ReturnValues: 'UPDATED_OLD', ...values({ ':v': { N: '9' } }) }),
    ).toBeUndefined();
  });
});

it('an update without an expression makes an item of its key', async () => {
  const Key = anItem('bare', 'b');
  await db.client.send(new UpdateItemCommand({ TableName, Key }));
  expect((await db.client.send(new GetItemCommand({ TableName, Key }))).Item).toEqual(Key);
});
