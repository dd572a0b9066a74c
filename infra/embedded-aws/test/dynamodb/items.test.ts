import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDynamoDb, anIndex, anItem, aTable, defined, faultOf, type Item, raw } from './a-table.ts';

let db: Awaited<ReturnType<typeof aDynamoDb>>;
let TableName: string;

beforeAll(async () => {
  db = await aDynamoDb();
  TableName = await aTable(db.client, {
    AttributeDefinitions: defined('pk:S sk:S rank:N'),
    GlobalSecondaryIndexes: [anIndex('ranks', 'pk rank')],
  });
});
afterAll(() => db.close());

const put = (item: Item, more: Partial<PutItemCommandInput> = {}) =>
  db.client.send(new PutItemCommand({ TableName, Item: item, ...more }));
const get = async (key: Item, ProjectionExpression?: string) =>
  (await db.client.send(new GetItemCommand({ TableName, Key: key, ProjectionExpression }))).Item;

describe('an item', () => {
  it('comes back as it went in, whatever its types', async () => {
    const item = anItem('types', 'a', {
      s: { S: 'খবর 🗞' },
      empty: { S: '' },
      n: { N: '1.50' },
      b: { B: new Uint8Array([0, 255, 128]) },
      none: { B: new Uint8Array() },
      t: { BOOL: false },
      z: { NULL: true },
      ss: { SS: ['b', 'a'] },
      ns: { NS: ['2', '1.0'] },
      bs: { BS: [new Uint8Array([1]), new Uint8Array([2])] },
      l: { L: [{ M: { x: { L: [] } } }] },
      m: { M: {} },
    });
    await put(item);
    expect(await get(anItem('types', 'a'))).toEqual({ ...item, n: { N: '1.5' }, ns: { NS: ['2', '1'] } });
  });

  it('may have names that mean something in JavaScript', async () => {
    const body =
      '{"TableName":"T","Item":{"pk":{"S":"odd"},"sk":{"S":"a"},"__proto__":{"S":"p"},"constructor":{"M":{"__proto__":{"N":"1"},"toString":{"S":"t"}}}}}';
    const answer = await raw(db, 'PutItem', body.replace('"T"', `"${TableName}"`));
    expect(answer.status).toBe(200);
    const got = await raw(db, 'GetItem', JSON.stringify({ TableName, Key: anItem('odd', 'a') }));
    expect(got.text).toContain(
      '"__proto__":{"S":"p"},"constructor":{"M":{"__proto__":{"N":"1"},"toString":{"S":"t"}}}',
    );
    const part = await raw(
      db,
      'GetItem',
      JSON.stringify({
        TableName,
        Key: anItem('odd', 'a'),
        ProjectionExpression: '#c.#p,#h',
        ExpressionAttributeNames: { '#c': 'constructor', '#p': '__proto__', '#h': 'hasOwnProperty' },
      }),
    );
    expect(part.text).toContain('{"Item":{"constructor":{"M":{"__proto__":{"N":"1"}}}}');
  });

  it.each([
    ['007', '7'],
    ['-0', '0'],
    ['+1.0', '1'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1e3', '1000'],
    ['1.23E-4', '0.000123'],
    ['-12.3400e1', '-123.4'],
    [
      '9.9999999999999999999999999999999999999E+125',
      `99999999999999999999999999999999999999${'0'.repeat(88)}`,
    ],
    ['1E-130', `0.${'0'.repeat(129)}1`],
  ])('keeps the number %s as %s', async (given, kept) => {
    await put(anItem('number', 'a', { n: { N: given } }));
    expect((await get(anItem('number', 'a')))?.n).toEqual({ N: kept });
  });

  it.each([
    ['', 'The parameter cannot be converted to a numeric value'],
    ['one', 'The parameter cannot be converted to a numeric value: one'],
    ['1 ', 'The parameter cannot be converted to a numeric value: 1 '],
    ['0x1', 'The parameter cannot be converted to a numeric value: 0x1'],
    ['1E126', 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
    ['-1E999999', 'Number overflow'],
    ['1E-131', 'Number underflow. Attempting to store a number with magnitude smaller than supported range'],
    [
      '123456789012345678901234567890123456789',
      'Attempting to store more than 38 significant digits in a Number',
    ],
  ])('refuses the number %j', async (N, message) => {
    expect(await faultOf(put(anItem('number', 'b', { n: { N } })))).toContain(
      `ValidationException: ${message}`,
    );
  });

  it.each<[string, Item[string], string]>([
    ['an empty set', { SS: [] }, 'An string set  may not be empty'],
    ['an empty set of binaries', { BS: [] }, 'Binary sets should not be empty'],
    ['a doubled string', { SS: ['a', 'a'] }, 'Input collection [a, a] contains duplicates.'],
    ['a doubled number', { NS: ['1', '1.0'] }, 'Input collection contains duplicates'],
    ['a doubled binary', { BS: [Buffer.from('a'), Buffer.from('a')] }, 'contains duplicates'],
    [
      'a false null',
      { NULL: false } as unknown as Item[string],
      'Null attribute value types must have the value of true',
    ],
    [
      'two types at once',
      { S: 'a', N: '1' } as unknown as Item[string],
      'Supplied AttributeValue has more than one datatypes set',
    ],
    ['no type', {} as unknown as Item[string], 'Supplied AttributeValue is empty'],
  ])('refuses %s', async (_what, value, message) => {
    const { text } = await raw(
      db,
      'PutItem',
      JSON.stringify({ TableName, Item: { ...anItem('a', 'bad'), x: wire(value) } }),
    );
    expect(text).toContain('ValidationException');
    expect(text).toContain(message);
  });

  it('nests 32 levels deep and no deeper', async () => {
    const nested = (levels: number): Item[string] =>
      levels === 0 ? { S: 'x' } : { L: [nested(levels - 1)] };
    await put(anItem('deep', 'a', { x: nested(32) }));
    expect(await faultOf(put(anItem('deep', 'b', { x: nested(33) })))).toContain(
      'Nesting Levels have exceeded supported limits',
    );
  });

  it('is at most 400 KB, names and UTF-8 counted', async () => {
    // 'pk' + 'size' + 'sk' + 'a' + 'x' are 10 bytes; a Bengali letter is three.
    const room = 400 * 1024 - 10;
    const letters = Math.floor(room / 3);
    await put(anItem('size', 'a', { x: { S: 'খ'.repeat(letters) + 'a'.repeat(room - 3 * letters) } }));
    expect(await faultOf(put(anItem('size', 'a', { x: { S: 'a'.repeat(room + 1) } })))).toBe(
      'ValidationException: Item size has exceeded the maximum allowed size',
    );
  });

  it('is replaced whole by a put, which can give back the old one', async () => {
    await put(anItem('old', 'a', { x: { S: '1' } }));
    const { Attributes } = await put(anItem('old', 'a', { y: { S: '2' } }), { ReturnValues: 'ALL_OLD' });
    expect(Attributes).toEqual(anItem('old', 'a', { x: { S: '1' } }));
    expect(await get(anItem('old', 'a'))).toEqual(anItem('old', 'a', { y: { S: '2' } }));
    expect(await faultOf(put(anItem('old', 'a'), { ReturnValues: 'ALL_NEW' }))).toBe(
      'ValidationException: ReturnValues can only be ALL_OLD or NONE',
    );
  });

  it('is gone once deleted', async () => {
    await put(anItem('gone', 'a', { x: { S: '1' } }));
    const remove = () =>
      db.client.send(new DeleteItemCommand({ TableName, Key: anItem('gone', 'a'), ReturnValues: 'ALL_OLD' }));
    expect((await remove()).Attributes).toEqual(anItem('gone', 'a', { x: { S: '1' } }));
    expect((await remove()).Attributes).toBeUndefined();
    expect(await get(anItem('gone', 'a'))).toBeUndefined();
  });
});

describe('a key', () => {
  const mismatch = 'ValidationException: The provided key element does not match the schema';
  it.each<[string, Item, string]>([
    ['too few attributes', { pk: { S: 'a' } }, mismatch],
    ['too many attributes', anItem('a', 'b', { x: { S: 'c' } }), mismatch],
    ['another name', { pk: { S: 'a' }, x: { S: 'b' } }, mismatch],
    ['another type', { pk: { S: 'a' }, sk: { N: '1' } }, mismatch],
    [
      'an empty value',
      anItem('', 'b'),
      'The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    ],
    [
      'a long partition',
      anItem('x'.repeat(2049), 'b'),
      'Size of hashkey has exceeded the maximum size limit of2048 bytes',
    ],
    [
      'a long sort key',
      anItem('a', 'খ'.repeat(342)),
      'Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    ],
  ])('with %s is refused', async (_what, key, message) => {
    expect(await faultOf(get(key))).toContain(message);
  });

  it.each<[string, Item, string]>([
    [
      'lacks it',
      { pk: { S: 'a' } },
      'One or more parameter values were invalid: Missing the key sk in the item',
    ],
    [
      'has it in another type',
      { pk: { S: 'a' }, sk: { N: '1' } },
      'Type mismatch for key sk expected: S actual: N',
    ],
    ['has it empty', anItem('a', ''), 'cannot contain an empty string value. Key: sk'],
    [
      'has an index key in another type',
      anItem('a', 'b', { rank: { S: '1' } }),
      'Type mismatch for Index Key rank Expected: N Actual: S IndexName: ranks',
    ],
  ])('is missed in an item that %s', async (_what, item, message) => {
    expect(await faultOf(put(item))).toContain(message);
  });

  it('may be as long as AWS allows', async () => {
    const key = anItem('x'.repeat(2048), 'y'.repeat(1024));
    await put(key);
    expect(await get(key)).toEqual(key);
  });
});

describe('a projection', () => {
  it('cuts out what it names, elements moving together', async () => {
    await put(
      anItem('cut', 'a', {
        l: { L: [{ N: '0' }, { M: { x: { N: '1' }, y: { N: '2' } } }, { N: '3' }] },
        m: { M: { a: { M: { b: { S: 'c' }, d: { S: 'e' } } } } },
      }),
    );
    expect(await get(anItem('cut', 'a'), 'l[2], l[1].y, m.a.b, absent, l[9], pk')).toEqual({
      pk: { S: 'cut' },
      l: { L: [{ M: { y: { N: '2' } } }, { N: '3' }] },
      m: { M: { a: { M: { b: { S: 'c' } } } } },
    });
  });

  it.each([
    [
      'a, a',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
    ],
    ['a.b, a', 'Two document paths overlap'],
    ['a,', 'Syntax error; token: "<EOF>", near: ","'],
    ['a[x]', 'Syntax error; token: "x"'],
    ['items', 'Attribute name is a reserved keyword; reserved keyword: items'],
  ])('is refused: %s', async (expression, message) => {
    expect(await faultOf(get(anItem('a', 'b'), expression))).toContain(
      `ValidationException: Invalid ProjectionExpression: ${message}`,
    );
  });
});

const wire = (value: Item[string]): unknown =>
  'BS' in value && value.BS ? { BS: value.BS.map((one) => Buffer.from(one).toString('base64')) } : value;
