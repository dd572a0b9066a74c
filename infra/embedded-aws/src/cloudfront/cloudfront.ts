import { randomBytes } from 'node:crypto';
import type { ErrorAnswer } from '../endpoint.ts';
import { readXml } from '../s3/xml-reader.ts';
import {
  AwsError,
  type AwsResponse,
  account,
  type Service,
  type ServiceContext,
  toAwsError,
} from '../service.ts';
import { document, type Xml } from '../xml.ts';

/** An invalidation that was accepted. `items` are paths, or tags that begin with `#`; `at` is in milliseconds. */
export type Invalidation = {
  distribution: string;
  reference: string;
  id: string;
  at: number;
  items: string[];
};

export type CloudFront = {
  handle: Service;
  answerError: ErrorAnswer;
  /** The names of all supported operations. Any other is refused by its name. */
  operations: readonly string[];
  /** Calls the listener with the paths and tags of each new invalidation. */
  onInvalidation: (listener: (items: string[]) => void) => void;
  /** Every invalidation that was accepted, oldest first. AWS charges for each of its items. */
  invalidations: () => Invalidation[];
};

const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';
const route = /^\/2020-05-31\/distribution\/([^/]+)\/invalidation$/;

/** The most paths that CloudFront accepts in progress at once. */
const maxItems = 3000;

/** CloudFront's invalidations. There are no distributions: whoever keeps cached copies listens. */
export function openCloudFront({ store, clock, allow, report }: ServiceContext): CloudFront {
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
    if (taken.isNew) for (const listener of listeners) listener(items);
    return answer(201, 'Invalidation', described(taken));
  };

  const find = (distribution: string, reference: string): Invalidation | undefined => {
    const row = store
      .sql('SELECT * FROM cloudfront_invalidation WHERE distribution = ? AND reference = ?')
      .get(distribution, reference);
    return row && fromRow(row);
  };

  return {
    answerError,
    operations: ['CreateInvalidation'],
    onInvalidation: (listener) => listeners.push(listener),
    invalidations: () => store.sql('SELECT * FROM cloudfront_invalidation ORDER BY rowid').all().map(fromRow),
    handle: async (request) => {
      try {
        const [, distribution = ''] = route.exec(request.path) ?? [];
        if (request.method !== 'POST' || distribution === '')
          throw new AwsError(
            'NotImplemented',
            `embedded-aws does not do ${request.method} ${request.path}`,
            501,
          );
        allow(request.principal, 'cloudfront:CreateInvalidation', arnOf(distribution));
        return await take(distribution, request.body);
      } catch (error) {
        return answerError(toAwsError(error, report));
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

const answerError: ErrorAnswer = ({ code, message, status }) =>
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
