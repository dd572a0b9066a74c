import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from './clock.ts';
import { type CloudFront, openCloudFront } from './cloudfront/cloudfront.ts';
import { type Credentials, Keyring, operator } from './credentials.ts';
import { type DynamoDb, openDynamoDb } from './dynamodb/dynamodb.ts';
import { awsServer, type Intercept } from './endpoint.ts';
import { type ArrivalRule, openArrivalRules } from './s3/arrival-rules.ts';
import { openS3, type S3 } from './s3/s3.ts';
import { AwsError, type Principal, type Report, type ServiceContext } from './service.ts';
import type { SendingRules } from './ses/sending-rules.ts';
import { openSes, type Ses } from './ses/ses.ts';
import { openSns, type Sns } from './sns/sns.ts';
import { openSqs, type Sqs } from './sqs/sqs.ts';
import type { Store } from './store.ts';

export type Aws = {
  url: string;
  port: number;
  /** The key pair of the operator, who may do anything. */
  operator: Credentials;
  /** The key pair of a principal with any name, the same each time. `allow` decides what it may do. */
  credentialsFor: (principal: Principal) => Credentials;
  dynamodb: DynamoDb;
  s3: S3;
  sns: Sns;
  sqs: Sqs;
  ses: Ses;
  cloudfront: CloudFront;
  close: () => Promise<void>;
  /** As `close`, but its server goes on listening, with the connections it has, for another to be opened on it. */
  leave: () => Server;
};

export type AwsOptions = {
  /** Where all state is kept. The caller opens and closes it. */
  store: Store;
  clock: Clock;
  /**
   * Decides whether a principal may do `action` (as in IAM: `dynamodb:PutItem`) to `resource` (an ARN), in the partitions
   * `keys` of a table: true, or the message of the refusal. Not called for the operator.
   */
  allow?: (
    principal: Principal,
    action: string,
    resource: string,
    keys: readonly string[] | undefined,
  ) => true | string;
  /** Sees each call before its service does: for counting, delaying, repeating and failing calls in tests. */
  intercept?: Intercept;
  /**
   * Chance, from 0 to 1: queues hand out messages in any order by it, as SQS may. Without it, the oldest come first.
   */
  disorder?: () => number;
  /** Queues that receive an event for each object that arrives in a bucket, as from EventBridge. */
  arrivals?: readonly ArrivalRule[];
  /**
   * Receives every internal error; the caller of the API only gets a bare InternalFailure. Writes to the console by
   * default.
   */
  report?: Report;
  /** What the account may send by SES: 14 recipients a second and 50,000 a day unless given. `ses.change` changes it. */
  mail?: Partial<SendingRules>;
  /** 0, the default, takes any free port. */
  port?: number;
  /** One that another left: see `leave`. */
  server?: Server;
};

/** Starts all services on one port of 127.0.0.1. Without `allow`, only the operator may do anything. */
export async function openAws({
  store,
  clock,
  allow = (principal, action, resource) => `${principal} may not ${action} on ${resource}`,
  intercept,
  disorder,
  arrivals = [],
  mail = {},
  report = (fault) => console.error(fault),
  port = 0,
  server: left,
}: AwsOptions): Promise<Aws> {
  const keyring = new Keyring(store);
  const base: ServiceContext = {
    store,
    clock,
    report,
    allow: (principal, action, resource, keys) => {
      const answer = principal === operator || allow(principal, action, resource, keys);
      if (answer !== true) throw new AwsError('AccessDenied', answer, 403);
    },
  };
  const dynamodb = openDynamoDb(base);
  const sqs = openSqs(base, disorder);
  let origin = '';
  const sns = openSns(base, sqs, () => origin);
  const ses = openSes(base, sns, mail);
  const cloudfront = openCloudFront(base);
  const s3 = openS3({ ...base, keyring, notifyArrival: openArrivalRules(base, sqs, arrivals) });
  const services = { dynamodb, sqs, sns, ses, s3, cloudfront };
  const endpoint = {
    services,
    keyring,
    clock,
    report,
    unsigned: { s3: s3.unsigned, sns: sns.unsigned },
    ...(intercept ? { intercept } : {}),
  };
  const server = awsServer(endpoint, left);
  if (!left)
    await new Promise<void>((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done));
  const taken = (server.address() as AddressInfo).port;
  origin = `http://127.0.0.1:${taken}`;
  const credentialsFor = (principal: Principal) => keyring.issue(principal);
  const close = async () => {
    sns.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  const leave = () => {
    sns.close();
    return server;
  };
  return {
    ...services,
    url: origin,
    port: taken,
    operator: keyring.issue(operator),
    credentialsFor,
    close,
    leave,
  };
}
