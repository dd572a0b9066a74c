import { GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetAccountCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAws } from '../an-aws.ts';

let cloud: Awaited<ReturnType<typeof anAws>>;
beforeAll(async () => {
  cloud = await anAws();
});
afterAll(() => cloud.close());

type Sent = { headers: Record<string, string>; body?: unknown };
type Config = Partial<Awaited<ReturnType<typeof anAws>>['config']> & { systemClockOffset?: number };

/** One harmless call of each service, by a client of its own, changed after it was signed if so wished. */
const calls: Record<string, (config: Config, change?: (request: Sent) => void) => Promise<unknown>> = {
  s3: (config, change) => {
    const client = new S3Client({ ...cloud.config, ...config });
    client.middlewareStack.add(changed(change), { step: 'deserialize' });
    return client.send(new ListBucketsCommand({}));
  },
  sqs: (config, change) => {
    const client = new SQSClient({ ...cloud.config, ...config });
    client.middlewareStack.add(changed(change), { step: 'deserialize' });
    return client.send(new ListQueuesCommand({}));
  },
  sns: (config, change) => {
    const client = new SNSClient({ ...cloud.config, ...config });
    client.middlewareStack.add(changed(change), { step: 'deserialize' });
    return client.send(new ListTopicsCommand({}));
  },
  ses: (config, change) => {
    const client = new SESv2Client({ ...cloud.config, ...config });
    client.middlewareStack.add(changed(change), { step: 'deserialize' });
    return client.send(new GetAccountCommand({}));
  },
};

const changed =
  (change: (request: Sent) => void = () => {}) =>
  <Arguments extends { request: unknown }, Result>(next: (args: Arguments) => Promise<Result>) =>
  (args: Arguments) => {
    change(args.request as Sent);
    return next(args);
  };

const hour = 3_600_000;
const wrong = (secretAccessKey: string) => ({
  credentials: { ...cloud.config.credentials, secretAccessKey },
});
const unknown = () => ({ credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' } });

it('a header that is not ASCII is signed as the bytes it is sent in', async () => {
  const client = new S3Client(cloud.config);
  const name = 'x-amz-meta-name';
  const text = 'ছবি';
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as Sent).headers[name] = text;
      return next(args);
    },
    { step: 'build' },
  );
  const sent = (request: Sent) => {
    request.headers[name] = Buffer.from(text).toString('latin1');
  };
  client.middlewareStack.add(changed(sent), { step: 'deserialize' });
  expect(await client.send(new ListBucketsCommand({}))).toMatchObject({ Buckets: [] });
});

describe.each([
  ['s3', 'SignatureDoesNotMatch', 'InvalidAccessKeyId', 'RequestTimeTooSkewed', 'AccessDenied'],
  [
    'sqs',
    'SignatureDoesNotMatch',
    'InvalidClientTokenId',
    'SignatureDoesNotMatch',
    'MissingAuthenticationToken',
  ],
  [
    'sns',
    'SignatureDoesNotMatch',
    'InvalidClientTokenId',
    'SignatureDoesNotMatch',
    'MissingAuthenticationToken',
  ],
  [
    'ses',
    'InvalidSignatureException',
    'UnrecognizedClientException',
    'InvalidSignatureException',
    'MissingAuthenticationTokenException',
  ],
])('%s', (service, mismatch, unknownKey, expired, unsigned) => {
  const call = calls[service] ?? (() => Promise.reject(new Error('no call')));
  const refused = (name: string) => ({ name, $metadata: { httpStatusCode: 403 } });

  it('answers who signs with the right key', async () => {
    await expect(call({})).resolves.toBeDefined();
  });

  it('refuses a wrong secret', async () => {
    await expect(call(wrong('not the secret'))).rejects.toMatchObject(refused(mismatch));
  });

  it('refuses a key nobody issued', async () => {
    await expect(call(unknown())).rejects.toMatchObject(refused(unknownKey));
  });

  it('refuses a signature that is too old or not yet current', async () => {
    await expect(call({ systemClockOffset: -hour })).rejects.toMatchObject(refused(expired));
    await expect(call({ systemClockOffset: hour })).rejects.toMatchObject(refused(expired));
  });

  it('refuses a call without a signature', async () => {
    const strip = ({ headers }: Sent) => {
      delete headers.authorization;
    };
    await expect(call({}, strip)).rejects.toMatchObject(refused(unsigned));
  });

  it('refuses a signed header that was changed', async () => {
    const shift = ({ headers }: Sent) => {
      headers['x-amz-date'] =
        headers['x-amz-date']?.replace(/\dZ$/, (end) => (end === '1Z' ? '2Z' : '1Z')) ?? '';
    };
    await expect(call({}, shift)).rejects.toMatchObject(refused(mismatch));
  });

  it('refuses a signature that leaves the host out', async () => {
    const hide = ({ headers }: Sent) => {
      headers.authorization = headers.authorization?.replace(/host;/, '') ?? '';
    };
    await expect(call({}, hide)).rejects.toMatchObject(refused(service === 's3' ? 'AccessDenied' : mismatch));
  });

  it('refuses a signature for another region', async () => {
    const elsewhere = service === 's3' ? { name: 'AuthorizationHeaderMalformed' } : refused(mismatch);
    await expect(call({ region: 'us-east-1' })).rejects.toMatchObject(elsewhere);
  });

  it('refuses who has the key but not the right', async () => {
    const denied = {
      s3: 'AccessDenied',
      sqs: 'AccessDenied',
      sns: 'AuthorizationErrorException',
      ses: 'AccessDeniedException',
    }[service];
    await expect(call({ credentials: cloud.credentialsFor('stranger') })).rejects.toMatchObject(
      refused(denied ?? ''),
    );
  });
});

const textOf = (body: unknown) =>
  body instanceof Uint8Array ? new TextDecoder().decode(Uint8Array.from(body)) : String(body);

describe('a body', () => {
  const swap = (request: Sent) => {
    request.body = textOf(request.body).replace('{}', '{ }').replace('Version', 'version');
    request.headers['content-length'] = String(Buffer.byteLength(textOf(request.body)));
  };

  it('is under the signature', async () => {
    await expect(calls.sqs?.({}, swap)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(calls.sns?.({}, swap)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });

  it('has for S3 the hash it says', async () => {
    const add = (request: Sent) => {
      request.body = 'added';
      request.headers['content-length'] = '5';
    };
    await expect(calls.s3?.({}, add)).rejects.toMatchObject({
      name: 'XAmzContentSHA256Mismatch',
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe('an authorization that is none', () => {
  it('is refused in the words of S3', async () => {
    const change = (authorization: string) => (request: Sent) => {
      request.headers.authorization = authorization;
    };
    await expect(calls.s3?.({}, change('AWS4-HMAC-SHA256 nonsense'))).rejects.toMatchObject({
      name: 'AuthorizationHeaderMalformed',
    });
    await expect(calls.s3?.({}, change('AWS AKIA:signature'))).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
  });

  it('tells nobody which keys there are', async () => {
    const client = new S3Client({ ...cloud.config, credentials: cloud.credentialsFor('stranger') });
    await expect(client.send(new GetObjectCommand({ Bucket: 'none', Key: 'a' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});
