import { randomBytes } from 'node:crypto';
import type { Complaint } from '../endpoint.ts';
import { readXml } from '../s3/xml-reader.ts';
import { AwsError, type AwsResponse, account, type Ground, type Service, toAwsError } from '../service.ts';
import { document, type Xml } from '../xml.ts';

/** A request to forget, as it was taken: `items` are paths, or tags that begin with `#`. `at` is milliseconds. */
export type Invalidation = {
  distribution: string;
  reference: string;
  id: string;
  at: number;
  items: string[];
};

export type CloudFront = {
  handle: Service;
  complain: Complaint;
  /** The names of all operations it has. Any other is refused by its name. */
  operations: readonly string[];
  /** Calls back with what caches have to forget, for each new request. */
  onInvalidation: (forget: (items: string[]) => void) => void;
  /** Every request that was taken, oldest first: each item counts as a path of the bill. */
  invalidations: () => Invalidation[];
};

const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';
const route = /^\/2020-05-31\/distribution\/([^/]+)\/invalidation$/;

/** What CloudFront takes at once. */
const maxItems = 3000;

/** CloudFront, as far as telling it to forget goes: the front beside it holds the copies. */
export function openCloudFront({ store, clock, allow, report }: Ground): CloudFront {
  store.db.exec(`
    CREATE TABLE IF NOT EXISTS cloudfront_invalidation (
      distribution TEXT, reference TEXT, id TEXT, at INTEGER, items TEXT, PRIMARY KEY (distribution, reference)
    ) STRICT`);
  const listeners: ((items: string[]) => void)[] = [];

  const take = async (distribution: string, body: Buffer): Promise<AwsResponse> => {
    const { reference, items } = batchIn(body);
    const taken = await store.write(() => {
      const before = find(distribution, reference);
      if (before && JSON.stringify(before.items) !== JSON.stringify(items))
        throw new AwsError(
          'InvalidationBatchAlreadyExists',
          `The caller reference ${reference} came with other paths before`,
        );
      if (before) return { ...before, isNew: false };
      const made = { distribution, reference, id: `I${randomId()}`, at: clock.now(), items };
      store
        .sql('INSERT INTO cloudfront_invalidation VALUES (?, ?, ?, ?, ?)')
        .run(distribution, reference, made.id, made.at, JSON.stringify(items));
      return { ...made, isNew: true };
    });
    if (taken.isNew) for (const forget of listeners) forget(items);
    return answer(201, 'Invalidation', described(taken));
  };

  const find = (distribution: string, reference: string): Invalidation | undefined => {
    const row = store
      .sql('SELECT * FROM cloudfront_invalidation WHERE distribution = ? AND reference = ?')
      .get(distribution, reference);
    return row && fromRow(row);
  };

  return {
    complain,
    operations: ['CreateInvalidation'],
    onInvalidation: (forget) => listeners.push(forget),
    invalidations: () => store.sql('SELECT * FROM cloudfront_invalidation ORDER BY rowid').all().map(fromRow),
    handle: async (request) => {
      try {
        const [, distribution = ''] = route.exec(request.path) ?? [];
        if (request.method !== 'POST' || distribution === '')
          throw new AwsError(
            'NotImplemented',
            `The embedded cloud does not do ${request.method} ${request.path}`,
            501,
          );
        allow(request.principal, 'cloudfront:CreateInvalidation', arnOf(distribution));
        return await take(distribution, request.body);
      } catch (error) {
        return complain(toAwsError(error, report));
      }
    },
  };
}

const arnOf = (distribution: string) => `arn:aws:cloudfront::${account}:distribution/${distribution}`;

function batchIn(body: Buffer): Pick<Invalidation, 'reference' | 'items'> {
  const batch = readXml(body.toString());
  const reference = batch.first('CallerReference')?.text ?? '';
  const paths = batch.first('Paths');
  const items =
    paths
      ?.first('Items')
      ?.all('Path')
      .map(({ text }) => text) ?? [];
  if (reference === '') throw new AwsError('MissingBody', 'A CallerReference is needed');
  if (Number(paths?.first('Quantity')?.text) !== items.length)
    throw new AwsError('InconsistentQuantities', 'The value of Quantity and the size of Items do not match');
  const odd = items.find((item) => !/^(\/[\x21-\x7e]*|#[\x21-\x2b\x2d-\x7e]{1,256})$/.test(item));
  if (items.length === 0 || odd !== undefined)
    throw new AwsError('InvalidArgument', `A path begins with /, a tag with #: ${odd ?? 'there is none'}`);
  if (items.length > maxItems)
    throw new AwsError('TooManyInvalidationsInProgress', `At most ${maxItems} paths at once`);
  return { reference, items };
}

const described = ({ id, at, reference, items }: Invalidation): Xml => ({
  Id: id,
  Status: 'Completed',
  CreateTime: new Date(at).toISOString(),
  InvalidationBatch: {
    Paths: { Quantity: items.length, Items: { Path: items } },
    CallerReference: reference,
  },
});

const answer = (status: number, root: string, content: Xml): AwsResponse => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: document(root, content, namespace),
});

const complain: Complaint = ({ code, message, status }) =>
  answer(status, 'ErrorResponse', {
    Error: { Type: status >= 500 ? 'Receiver' : 'Sender', Code: code, Message: message },
    RequestId: randomId(),
  });

const randomId = () => randomBytes(7).toString('hex').toUpperCase();

const fromRow = (row: Record<string, unknown>): Invalidation => ({
  distribution: String(row.distribution),
  reference: String(row.reference),
  id: String(row.id),
  at: Number(row.at),
  items: JSON.parse(String(row.items)),
});
