import { AwsError, type Intercept } from 'embedded-aws';

type Call = Parameters<Intercept>[0];
type Pass = Parameters<Intercept>[1];

/** A bad answer of AWS to a call, or none. */
export type Fault = {
  name: string;
  /** Whether what the call asked for may have been done, though its answer does not say so. */
  isUnknown?: true;
  play: (call: Call, pass: Pass) => ReturnType<Intercept>;
};

const refusal = (code: string, status: number, details: Record<string, unknown> = {}): Fault => ({
  name: code,
  play: async () => {
    throw new AwsError(code, `${code}, as in a drill`, status, details);
  },
});
const outage = (code: string, status: number): Fault => ({ ...refusal(code, status), isUnknown: true });

/** The connection breaks before the call has arrived; or after, and its answer is lost. */
const broken: Fault[] = [
  { name: 'cut before', isUnknown: true, play: async () => 'cut' },
  {
    name: 'cut after',
    isUnknown: true,
    play: async (_call, pass) => {
      await pass();
      return 'cut';
    },
  },
  {
    name: '500 after',
    isUnknown: true,
    play: async (_call, pass) => {
      await pass();
      throw new AwsError('InternalFailure', 'it was done, as in a drill', 500);
    },
  },
];

const cancelled = (Code: string): Fault => ({
  ...refusal('TransactionCanceledException', 400, {
    CancellationReasons: [{ Code: 'None' }, { Code, Message: 'as in a drill' }],
  }),
  name: `TransactionCanceled [None, ${Code}]`,
});

const unread: Fault = {
  name: 'UnprocessedKeys',
  play: async ({ body }) => {
    const { RequestItems } = JSON.parse(body.toString());
    return {
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({ Responses: {}, UnprocessedKeys: RequestItems }),
    };
  },
};

/** One entry of a batch is taken, the others are not. */
const partOfBatch: Fault = {
  name: 'Failed entries',
  play: async ({ body }, pass) => {
    const form = new URLSearchParams(body.toString());
    const ids = [...form].flatMap(([key, id]) => (/\.Id$/.test(key) ? [id] : []));
    const others = new URLSearchParams([...form].filter(([key]) => !/\.member\.([2-9]|\d\d)\./.test(key)));
    await pass({ body: Buffer.from(others.toString()) });
    const [first, ...rest] = ids;
    const failed = rest.map(
      (id) => `<member><Id>${id}</Id><Code>InternalError</Code><SenderFault>false</SenderFault></member>`,
    );
    return {
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: `<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult><Successful><member><Id>${first}</Id><MessageId>m</MessageId></member></Successful><Failed>${failed.join('')}</Failed></PublishBatchResult></PublishBatchResponse>`,
    };
  },
};

/** SES takes all recipients but the last, of whom it says so. */
const partOfBulk = (Status: string): Fault => ({
  name: `last recipient ${Status}`,
  play: async ({ body }, pass) => {
    const request = JSON.parse(body.toString());
    const entries = request.BulkEmailEntries.slice(0, -1);
    const taken =
      entries.length === 0
        ? []
        : JSON.parse(
            String(
              (await pass({ body: Buffer.from(JSON.stringify({ ...request, BulkEmailEntries: entries })) }))
                .body,
            ),
          ).BulkEmailEntryResults;
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ BulkEmailEntryResults: [...taken, { Status, Error: 'as in a drill' }] }),
    };
  },
});

const common: Record<string, Fault[]> = {
  dynamodb: [
    refusal('ProvisionedThroughputExceededException', 400),
    refusal('ThrottlingException', 400),
    refusal('RequestLimitExceeded', 400),
    outage('InternalServerError', 500),
    outage('ServiceUnavailable', 503),
  ],
  s3: [
    refusal('SlowDown', 503),
    outage('InternalError', 500),
    outage('ServiceUnavailable', 503),
    refusal('RequestTimeout', 400),
  ],
  sns: [
    refusal('Throttled', 429),
    refusal('KMSThrottling', 400),
    outage('InternalError', 500),
    outage('ServiceUnavailable', 503),
  ],
  sqs: [
    refusal('RequestThrottled', 403),
    refusal('OverLimit', 403),
    refusal('KmsThrottled', 400),
    outage('InternalFailure', 500),
    outage('ServiceUnavailable', 503),
  ],
  ses: [
    refusal('TooManyRequestsException', 429),
    refusal('LimitExceededException', 400),
    refusal('SendingPausedException', 400),
    refusal('AccountSuspendedException', 400),
    outage('InternalServiceErrorException', 500),
    outage('ServiceUnavailable', 503),
  ],
  cloudfront: [
    refusal('TooManyInvalidationsInProgress', 400),
    refusal('Throttling', 400),
    outage('InternalError', 500),
    outage('ServiceUnavailable', 503),
  ],
};

const conflict = refusal('TransactionConflictException', 400);

const special: Record<string, Fault[]> = {
  TransactWriteItems: [
    ...['ThrottlingError', 'ProvisionedThroughputExceeded', 'TransactionConflict'].map(cancelled),
    refusal('TransactionInProgressException', 400),
  ],
  PutItem: [conflict],
  UpdateItem: [conflict],
  BatchGetItem: [unread],
  PutObject: [refusal('ConditionalRequestConflict', 409)],
  PublishBatch: [partOfBatch],
  SendBulkEmail: [
    'ACCOUNT_DAILY_QUOTA_EXCEEDED',
    'ACCOUNT_SENDING_PAUSED',
    'ACCOUNT_THROTTLED',
    'CONFIGURATION_SET_SENDING_PAUSED',
    'TRANSIENT_FAILURE',
  ].map(partOfBulk),
};

/** Every bad answer that a kind of call may get, as `dynamodb GetItem` has it. */
export function faultsOf(kind: string): Fault[] {
  const [service = '', action = ''] = kind.split(' ');
  return [...(common[service] ?? []), ...broken, ...(special[action] ?? [])];
}
