import type { AddressInfo } from 'node:net';
import type { Clock } from './clock.ts';
import { type CloudFront, openCloudFront } from './cloudfront/cloudfront.ts';
import { type Credentials, Keyring, operator } from './credentials.ts';
import { type DynamoDb, openDynamoDb } from './dynamodb/dynamodb.ts';
import { awsServer, type Intercept } from './endpoint.ts';
import { type ArrivalRule, openArrivalRules } from './s3/arrival-rules.ts';
import { openS3, type S3 } from './s3/s3.ts';
import { AwsError, type Ground, type Principal, type Report } from './service.ts';
import { openSes, type Ses } from './ses/ses.ts';
import { openSns, type Sns } from './sns/sns.ts';
import { openSqs, type Sqs } from './sqs/sqs.ts';
import type { Store } from './store.ts';

export type Aws = {
  url: string;
  port: number;
  /** Keys of the operator, who may do anything. */
  operator: Credentials;
  /** Keys of a principal of any name, the same each time; `allow` decides what it may do. */
  credentialsFor: (principal: Principal) => Credentials;
  dynamodb: DynamoDb;
  s3: S3;
  sns: Sns;
  sqs: Sqs;
  ses: Ses;
  cloudfront: CloudFront;
  close: () => Promise<void>;
};

export type AwsOptions = {
  /** Where everything is kept. The caller opens and closes it. */
  store: Store;
  clock: Clock;
  /**
   * Whether a principal may do `action` (IAM spelling, `dynamodb:PutItem`) to `resource` (an ARN), in the partitions `keys`
   * of a table: true, or the sentence that the caller is refused with. Not asked for the operator.
   */
  allow?: (
    principal: Principal,
    action: string,
    resource: string,
    keys: readonly string[] | undefined,
  ) => true | string;
  /** Sees each call before its service does: for counting, delaying, doubling and failing calls in tests. */
  intercept?: Intercept;
  /** Queues that are told of objects that arrive in buckets, as EventBridge would. */
  arrivals?: readonly ArrivalRule[];
  /**
   * Is told of every error inside this package; the caller only gets a bare InternalFailure. Writes to the console
   * unless given.
   */
  report?: Report;
  /** 0 takes any free port. */
  port?: number;
};

/** Opens all AWS services on one address of this machine. Without `allow`, only the operator may do anything. */
export async function openAws({
  store,
  clock,
  allow = (principal, action, resource) => `${principal} may not ${action} on ${resource}`,
  intercept,
  arrivals = [],
  report = (fault) => console.error(fault),
  port = 0,
}: AwsOptions): Promise<Aws> {
  const keyring = new Keyring(store);
  const ground: Ground = {
    store,
    clock,
    report,
    allow: (principal, action, resource, keys) => {
      const answer = principal === operator || allow(principal, action, resource, keys);
      if (answer !== true) throw new AwsError('AccessDenied', answer, 403);
    },
  };
  const dynamodb = openDynamoDb(ground);
  const sqs = openSqs(ground);
  const sns = openSns(ground, sqs);
  const ses = openSes(ground);
  const cloudfront = openCloudFront(ground);
  const s3 = openS3({ ...ground, keyring, tell: openArrivalRules(ground, sqs, arrivals) });
  const services = { dynamodb, sqs, sns, ses, s3, cloudfront };
  const server = awsServer({
    services,
    keyring,
    clock,
    report,
    unsigned: s3.unsigned,
    ...(intercept ? { intercept } : {}),
  });
  await new Promise<void>((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done));
  const taken = (server.address() as AddressInfo).port;
  const credentialsFor = (principal: Principal) => keyring.issue(principal);
  const close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return {
    ...services,
    url: `http://127.0.0.1:${taken}`,
    port: taken,
    operator: keyring.issue(operator),
    credentialsFor,
    close,
  };
}
