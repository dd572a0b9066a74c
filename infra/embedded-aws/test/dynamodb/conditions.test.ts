import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDynamoDb, anItem, aTable, errorOf, faultOf, type Item } from './a-table.ts';

let db: Awaited<ReturnType<typeof aDynamoDb>>;
let TableName: string;

beforeAll(async () => {
  db = await aDynamoDb();
  TableName = await aTable(db.client);
  await db.client.send(new PutItemCommand({ TableName, Item: subject }));
});
afterAll(() => db.close());

const subject = anItem('a', 'b', {
  title: { S: 'খবর' },
  astral: { S: 'é𝄞' },
  n: { N: '10' },
  nine: { N: '9' },
  tiny: { N: '-0.5' },
  octets: { B: Buffer.from([1, 2, 3, 255]) },
  yes: { BOOL: true },
  nothing: { NULL: true },
  words: { SS: ['x', 'y'] },
  numbers: { NS: ['1', '2.50'] },
  blobs: { BS: [Buffer.from('p'), Buffer.from('q')] },
  parts: { L: [{ S: 'one' }, { N: '2' }, { M: { deep: { S: 'down' } } }] },
  doc: { M: { key: { S: 'value' }, 'odd.name': { N: '1' } } },
});

const holds = async (ConditionExpression: string, values: Item = {}, names: Record<string, string> = {}) => {
  try {
    await db.client.send(
      new UpdateItemCommand({
        TableName,
        Key: anItem('a', 'b'),
        ConditionExpression,
        ExpressionAttributeValues: Object.keys(values).length > 0 ? values : undefined,
        ExpressionAttributeNames: Object.keys(names).length > 0 ? names : undefined,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const fault = (...condition: Parameters<typeof holds>) => faultOf(holds(...condition));

describe('a condition', () => {
  const v = (value: Item[string]) => ({ ':v': value });

  it.each<[string, Item, boolean]>([
    ['n = :v', v({ N: '10.0' }), true],
    ['n = :v', v({ S: '10' }), false],
    ['n <> :v', v({ S: '10' }), true],
    ['absent <> :v', v({ S: '10' }), true],
    ['absent = :v', v({ S: '10' }), false],
    ['NOT absent = :v', v({ S: '10' }), true],
    ['n > nine', {}, true],
    ['n < :v', v({ N: '9' }), false],
    ['n < :v', v({ N: '1E+2' }), true],
    ['n > :v', v({ S: '1' }), false],
    ['tiny < :v', v({ N: '-0.05' }), true],
    ['n BETWEEN :v AND :w', { ':v': { N: '10' }, ':w': { N: '11' } }, true],
    ['n IN (:v, :w)', { ':v': { N: '1' }, ':w': { N: '10' } }, true],
    ['n IN (:v)', v({ N: '1' }), false],
    ['words = :v', v({ SS: ['y', 'x'] }), true],
    ['numbers = :v', v({ NS: ['2.5', '1'] }), true],
    ['parts = :v', v({ L: [{ S: 'one' }, { N: '2.0' }, { M: { deep: { S: 'down' } } }] }), true],
    ['doc = :v', v({ M: { 'odd.name': { N: '1' }, key: { S: 'value' } } }), true],
    ['nothing = :v', v({ NULL: true }), true],
    ['yes = :v', v({ BOOL: false }), false],
    ['parts[2].deep = :v', v({ S: 'down' }), true],
    ['parts[7] = :v', v({ S: 'down' }), false],
    ['attribute_exists(parts[0])', {}, true],
    ['attribute_exists(parts[3])', {}, false],
    ['attribute_not_exists(absent.deeper)', {}, true],
    ['attribute_type(parts, :v)', v({ S: 'L' }), true],
    ['attribute_type(parts, :v)', v({ S: 'M' }), false],
    ['begins_with(title, :v)', v({ S: 'খ' }), true],
    ['begins_with(octets, :v)', v({ B: Buffer.from([1, 2]) }), true],
    ['begins_with(n, :v)', v({ S: '1' }), false],
    ['contains(title, :v)', v({ S: 'বর' }), true],
    ['contains(octets, :v)', v({ B: Buffer.from([3, 255]) }), true],
    ['contains(words, :v)', v({ S: 'x' }), true],
    ['contains(numbers, :v)', v({ N: '2.500' }), true],
    ['contains(numbers, :v)', v({ S: '1' }), false],
    ['contains(blobs, :v)', v({ B: Buffer.from('q') }), true],
    ['contains(parts, :v)', v({ M: { deep: { S: 'down' } } }), true],
    ['size(title) = :v', v({ N: '3' }), true],
    ['size(astral) = :v', v({ N: '3' }), true],
    ['size(octets) = :v', v({ N: '4' }), true],
    ['size(words) >= :v', v({ N: '2' }), true],
    ['size(parts) IN (:v)', v({ N: '3' }), true],
    ['size(doc) BETWEEN :v AND :v', v({ N: '2' }), true],
    ['size(n) > :v', v({ N: '0' }), false],
  ])('%s with %j is %s', async (condition, values, expected) => {
    expect(await holds(condition, values)).toBe(expected);
  });

  it.each<[string, boolean]>([
    ['n = :no AND n = :no OR n = :ok', true],
    ['n = :no AND (n = :no OR n = :ok)', false],
    ['NOT n = :no AND n = :no', false],
    ['NOT (n = :no AND n = :ok)', true],
    ['n = :ok or n = :no and n = :no', true],
    ['NOT NOT n = :ok AND NOT n = :no', true],
  ])('binds NOT before AND before OR: %s', async (condition, expected) => {
    const used = Object.entries({ ':ok': { N: '10' }, ':no': { N: '11' } }).filter(([name]) =>
      condition.includes(name),
    );
    expect(await holds(condition, Object.fromEntries(used))).toBe(expected);
  });

  it('takes what is not there for unequal to anything', async () => {
    expect(await holds('absent <> gone')).toBe(true);
    expect(await holds('absent = gone')).toBe(false);
  });

  it('compares strings by their UTF-8 bytes', async () => {
    expect(await holds(':a > :b', { ':a': { S: '\u{1d11e}' }, ':b': { S: '\uff21' } })).toBe(true);
  });
});

describe('a condition that is none', () => {
  it.each<[string, Item, string]>([
    ['', {}, 'The expression can not be empty;'],
    ['n = ', {}, 'Syntax error; token: "<EOF>", near: "="'],
    ['n == :v', { ':v': { N: '1' } }, 'Syntax error; token: "=", near: "== :v"'],
    ['n = = :v', { ':v': { N: '1' } }, 'Syntax error; token: "=", near: "= = :v"'],
    ['odd-name = :v', { ':v': { N: '1' } }, 'Syntax error; token: "-", near: "odd-name"'],
    ['!!! n', {}, 'Syntax error; token: "!", near: "!!"'],
    ['n ! m', {}, 'Syntax error; token: "!", near: "n !"'],
    ['n', {}, 'Syntax error; token: "<EOF>", near: "n"'],
    ['size(n)', {}, 'Syntax error'],
    ['n = :v;', { ':v': { N: '1' } }, 'Syntax error; token: ";"'],
    ['name = :v', { ':v': { N: '1' } }, 'Attribute name is a reserved keyword; reserved keyword: name'],
    ['map.key = :v', { ':v': { N: '1' } }, 'Attribute name is a reserved keyword; reserved keyword: map'],
    [
      'n = :w',
      { ':v': { N: '1' } },
      'An expression attribute value used in expression is not defined; attribute value: :w',
    ],
    [
      '#n = :v',
      { ':v': { N: '1' } },
      'An expression attribute name used in the document path is not defined; attribute name: #n',
    ],
    ['frobnicate(n)', {}, 'Invalid function name; function: frobnicate'],
    ['frobnicate(n) = :v', { ':v': { N: '1' } }, 'Invalid function name; function: frobnicate'],
    [
      'list_append(n, n) = :v',
      { ':v': { N: '1' } },
      'The function is not allowed to be used this way in an expression; function: list_append',
    ],
    [
      'attribute_exists(n) IN (:v)',
      { ':v': { N: '1' } },
      'The function is not allowed to be used this way in an expression; function: attribute_exists',
    ],
    [
      'size(size(words)) = :v',
      { ':v': { N: '1' } },
      'Incorrect operand type for operator or function; operator or function: size, operand type: N',
    ],
    [
      `parts[99999999999999] = :v`,
      { ':v': { N: '1' } },
      'List index is not within the allowable range; index: [99999999999999]',
    ],
    [
      `doc${'.a'.repeat(32)} = :v`,
      { ':v': { N: '1' } },
      'The document path has too many nesting elements; nesting levels: 33',
    ],
    ['constructor(n)', {}, 'Invalid function name; function: constructor'],
    [
      'attribute_exists(:v)',
      { ':v': { N: '1' } },
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      'attribute_exists(n, nine)',
      {},
      'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2',
    ],
    [
      'begins_with(n, :v)',
      { ':v': { N: '1' } },
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      'attribute_type(n, :v)',
      { ':v': { S: 'X' } },
      'Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
    ],
    [
      'n = contains(parts, :v)',
      { ':v': { N: '1' } },
      'The function is not allowed to be used this way in an expression; function: contains',
    ],
    [
      'n = n',
      {},
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [n]',
    ],
    [
      'n < :v',
      { ':v': { BOOL: true } },
      'Incorrect operand type for operator or function; operator: <, operand type: BOOL',
    ],
    [
      'n BETWEEN :v AND :w',
      { ':v': { N: '2' }, ':w': { N: '1' } },
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound',
    ],
    [
      'n BETWEEN :v AND :w',
      { ':v': { N: '1' }, ':w': { S: 'a' } },
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}',
    ],
    ...(['M', 'L', 'SS', 'BOOL', 'NULL'] as const).flatMap((type): [string, Item, string][] => {
      const other = { M: { M: { a: { S: 'x' } } }, L: { L: [] }, SS: { SS: ['a'] } };
      const bound: Item[string] = { BOOL: { BOOL: true }, NULL: { NULL: true as const }, ...other }[type];
      const message = `Incorrect operand type for operator or function; operator: BETWEEN, operand type: ${type}`;
      return [
        ['n BETWEEN :v AND :w', { ':v': { N: '1' }, ':w': bound }, message],
        ['n BETWEEN :v AND :w', { ':v': bound, ':w': { N: '1' } }, message],
        ['n BETWEEN :v AND :w', { ':v': bound, ':w': bound }, message],
        [':v BETWEEN :w AND :w', { ':v': bound, ':w': { N: '1' } }, message],
      ];
    }),
    ['((n = :v))', { ':v': { N: '1' } }, 'The expression has redundant parentheses;'],
  ])('%s is refused', async (condition, values, message) => {
    expect(await fault(condition, values)).toContain(
      `ValidationException: Invalid ConditionExpression: ${message}`,
    );
  });

  it('is at most 4 KB long', async () => {
    expect(await fault(`attribute_exists(${'a'.repeat(4096)})`)).toContain(
      'Expression size has exceeded the maximum allowed size; expression size: 4114',
    );
  });

  it('has at most 300 operators', async () => {
    const many = (count: number) => `n > nine${' OR n > nine'.repeat(count)}`;
    expect(await holds(many(149))).toBe(true);
    expect(await fault(many(150))).toContain(
      'The expression contains too many operators; operator count: 301',
    );
  });

  it.each([
    '('.repeat(4096),
    `${'NOT '.repeat(1000)}n = nine`,
    `n = ${'size('.repeat(680)}n${')'.repeat(680)}`,
  ])('is refused when nested too deeply', async (condition) => {
    expect(await fault(condition)).toContain('ValidationException: Invalid ConditionExpression');
  });

  it('names attributes that can have the name', async () => {
    expect(await fault('attribute_exists(#a)', {}, { '#a': '' })).toContain('Empty attribute name');
    expect(await fault('attribute_exists(#a)', {}, { '#a': 'x'.repeat(65_536) })).toContain('65536');
    expect(await holds('attribute_exists(#a)', {}, { '#a': 'x'.repeat(65_535) })).toBe(false);
  });

  it('accepts parentheses that group', async () => {
    expect(await holds('((n = :v) AND (n = :v)) OR (n = :v)', { ':v': { N: '10' } })).toBe(true);
  });

  it('names what was given and not used', async () => {
    expect(await fault('n = :v', { ':v': { N: '1' }, ':w': { N: '1' } })).toBe(
      'ValidationException: Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}',
    );
    expect(await fault('n = :v', { ':v': { N: '1' } }, { '#x': 'x' })).toBe(
      'ValidationException: Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}',
    );
    const without = db.client.send(
      new PutItemCommand({
        TableName,
        Item: anItem('p', 'q'),
        ExpressionAttributeValues: { ':v': { N: '1' } },
      }),
    );
    expect((await errorOf(without)).message).toBe(
      'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    );
  });

  it('does not look into key attributes', async () => {
    expect(await fault('attribute_exists(pk.deep)')).toContain('Key attributes must be scalars');
  });
});

describe('a failed condition', () => {
  it('gives back the item when asked to', async () => {
    const put = new PutItemCommand({
      TableName,
      Item: anItem('a', 'b'),
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const error = await errorOf<ConditionalCheckFailedException>(db.client.send(put));
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect(error.Item?.title).toEqual({ S: 'খবর' });
  });

  it('keeps it to itself otherwise, and when there is none', async () => {
    const plain = new DeleteItemCommand({
      TableName,
      Key: anItem('a', 'b'),
      ConditionExpression: 'attribute_not_exists(n)',
    });
    expect((await errorOf<ConditionalCheckFailedException>(db.client.send(plain))).Item).toBeUndefined();
    const missing = new UpdateItemCommand({
      TableName,
      Key: anItem('a', 'none'),
      ConditionExpression: 'attribute_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect((await errorOf<ConditionalCheckFailedException>(db.client.send(missing))).Item).toBeUndefined();
  });

  it('changes nothing', async () => {
    const put = new PutItemCommand({
      TableName,
      Item: anItem('a', 'b'),
      ConditionExpression: 'n > :v',
      ExpressionAttributeValues: { ':v': { N: '10' } },
    });
    await errorOf(db.client.send(put));
    const { Item } = await db.client.send(new GetItemCommand({ TableName, Key: anItem('a', 'b') }));
    expect(Item).toEqual({
      ...subject,
      octets: { B: new Uint8Array([1, 2, 3, 255]) },
      blobs: expect.anything(),
      numbers: { NS: ['1', '2.5'] },
    });
  });
});
