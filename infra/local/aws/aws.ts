import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Store } from '../store.ts';
import { type CloudFront, openCloudFront } from './cloudfront/cloudfront.ts';
import { Keyring, operator } from './credentials.ts';
import { type DynamoDb, openDynamoDb } from './dynamodb/dynamodb.ts';
import { awsServer, type Intercept } from './endpoint.ts';
import { type ArrivalRule, openArrivalRules } from './s3/arrival-rules.ts';
import { openS3, type S3 } from './s3/s3.ts';
import { AwsError, type Ground } from './service.ts';
import { openSes, type Ses } from './ses/ses.ts';
import { openSns, type Sns } from './sns/sns.ts';
import { openSqs, type Sqs } from './sqs/sqs.ts';

export type Aws = {
  url: string;
  port: number;
  keyring: Keyring;
  dynamodb: DynamoDb;
  s3: S3;
  sns: Sns;
  sqs: Sqs;
  ses: Ses;
  cloudfront: CloudFront;
  close: () => Promise<void>;
};

export type AwsOptions = {
  store: Store;
  clock: Clock;
  allow?: Ground['allow'];
  intercept?: Intercept;
  /** What is told of objects that arrive. */
  arrivals?: readonly ArrivalRule[];
  /** 0 takes any free port. */
  port?: number;
};

/** Opens all AWS services on one address of this machine. Without `allow`, only the operator may do anything. */
export async function openAws({
  store,
  clock,
  allow = refuse,
  intercept,
  arrivals = [],
  port = 0,
}: AwsOptions): Promise<Aws> {
  const keyring = new Keyring(store);
  const ground: Ground = {
    store,
    clock,
    allow: (principal, ...asked) => {
      if (principal !== operator) allow(principal, ...asked);
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
    unsigned: s3.unsigned,
    ...(intercept ? { intercept } : {}),
  });
  await new Promise<void>((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done));
  const taken = (server.address() as AddressInfo).port;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { ...services, url: `http://127.0.0.1:${taken}`, port: taken, keyring, close };
}

const refuse: Ground['allow'] = (principal, action, resource) => {
  throw new AwsError('AccessDenied', `${principal} may not ${action} on ${resource}`, 403);
};
