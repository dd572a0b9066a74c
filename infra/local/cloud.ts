import type { Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import {
  type Aws,
  account,
  type Clock,
  type Intercept,
  openAws,
  openClock,
  region,
  type SendingRules,
  Store,
} from 'embedded-aws';
import type { JWK } from 'jose';
import { type Built, bundleOf } from '../build/build.ts';
import { deskFiles, settingsFile } from '../build/desk-files.ts';
import { siteFiles } from '../build/site-files.ts';
import { apiFiles, headersFor } from '../edge/headers.ts';
import type { Setting } from '../topology/grants.ts';
import { parkedOf } from '../topology/inbox.ts';
import { settingsOf } from '../topology/settings.ts';
import { timeoutOf } from '../topology/timing.ts';
import { type FunctionName, functions } from '../topology.ts';
import { openAccessLog } from './access-log.ts';
import { type Front, front, pathAtTheEdge } from './front.ts';
import { gateway } from './gateway.ts';
import { type Request, type Response, serve } from './http.ts';
import { idTokenFor, signingKey, tokenFor, verifier } from './identity.ts';
import { type Lambda, type Log, openLambda } from './lambda/lambda.ts';
import { openLocalPages } from './local-pages.ts';
import { type MailNames, openNameServer } from './name-server.ts';
import { allow, type Call } from './permissions.ts';
import {
  arns,
  arrivalRules,
  configurationSets,
  deploySite,
  distributionId,
  logsBucket,
  mailFrom,
  privateBucket,
  provision,
  siteBucket,
  tableName,
} from './resources.ts';
import { localDeskSettings, openSignIn } from './sign-in/sign-in.ts';
import { openSources, type Reading, type Sources } from './sources.ts';

export type CloudOptions = {
  /** The database file; `:memory:` for a cloud whose data ends with the process. */
  file?: string;
  /** Port of the site and the API; 0 takes a free one. */
  port?: number;
  /** Preferred port of the AWS endpoint; if it is in use, any free one. */
  awsPort?: number;
  built: Pick<Built, 'assets'>;
  clock?: Clock;
  /** Whether the API lets only so many requests through as API Gateway does. */
  isThrottled?: boolean;
  intercept?: Intercept;
  /** Hears of every call of a function before it is allowed or refused. */
  hear?: (call: Call) => void;
  /** What SES may send; as an account begins, 14 recipients a second, unless given. */
  mail?: Partial<SendingRules>;
  /** What the names of a domain say of its mail. */
  names?: (domain: string) => MailNames;
  log?: Log;
  /** The timeout of every function in seconds, instead of its row's: tests do not depend on a machine's speed. */
  timeout?: number;
  /** How inboxes are read, as `openSources` has it, and the order of messages: see `disorder` of `openAws`. */
  reading?: Reading & { disorder?: () => number };
  /** The longest pause of a function between tries, in milliseconds: a test need not wait for it. */
  maxPause?: number;
  /** How many functions stay warm without work; any number, unless given. */
  maxIdle?: number;
  /** Whether the CDN's log is delivered only by `deliverLogs`. */
  holdsLogs?: boolean;
  /** The content of `/__local/instance.json`. */
  about?: object;
  /** What another cloud in memory left, and what was saved of its data: this one has its addresses and keys. */
  left?: Left & { data: string };
};

/** What a cloud leaves to the next: its warm functions, and the servers they know. */
export type Left = { lambda: Lambda; site: Server; aws: Server; names: number };

/** The whole system in this process: the same bundles, routes, queues and permissions as in AWS, on 127.0.0.1. */
export type Cloud = {
  /** `http://localhost:8080`: site, API and `/__local/`. */
  url: string;
  port: number;
  aws: Aws;
  clock: Clock;
  lambda: Lambda;
  store: Store;
  /** The key that signs tokens. */
  jwk: JWK;
  token: (name: string, ...roles: string[]) => Promise<string>;
  idToken: (name: string, ...roles: string[]) => Promise<string>;
  /** Resolves when no work is in progress any more. */
  rest: () => Promise<void>;
  /** Delivers the CDN's log of all requests so far, which otherwise happens every ten seconds unless `holdsLogs`. */
  deliverLogs: () => Promise<void>;
  /** What the CDN may still answer with, by key: see `Front`. */
  copies: Front['copies'];
  /** Saves all data there is to a file that is not there yet. */
  save: (data: string) => void;
  close: () => Promise<void>;
  /** As `close`, but servers go on listening and functions stay warm, for another cloud of the same bundles. */
  leave: () => Promise<Left>;
};

/** How many functions stay warm in a newsroom of people who do nothing for a while, each in some 23 MB. */
export const usualIdle = 8;

export async function openCloud(options: CloudOptions): Promise<Cloud> {
  const { file = ':memory:', built, clock = openClock(), intercept, log = () => {}, left } = options;
  const { port = 0, awsPort } = options;
  const store = new Store(file);
  if (left) store.beginWith(left.data);
  const aws = await openAws({
    store,
    clock,
    allow: (...call) => {
      const [principal, action, resource, keys] = call;
      options.hear?.({ principal, action, resource, keys });
      return allow(...call);
    },
    arrivals: arrivalRules,
    port: awsPort && awsPort !== port ? await freeOrAny(awsPort) : 0,
    ...(left ? { server: left.aws } : {}),
    ...(intercept ? { intercept } : {}),
    ...(options.mail ? { mail: options.mail } : {}),
    ...(options.reading?.disorder ? { disorder: options.reading.disorder } : {}),
  });
  const operatorClient = {
    region,
    endpoint: aws.url,
    credentials: aws.operator,
    systemClockOffset: clock.now() - Date.now(),
  };
  if (!left) await provision(operatorClient);
  const jwk = await signingKey(store);

  let answer: (request: Request) => Promise<Response> = async () => unavailable;
  const server = serve(
    (request) => answer(request),
    (error) => log('front', String((error as Error).stack)),
    left?.site,
  );
  const taken = left ? portOf(server) : await listen(server, port);
  const url = `http://localhost:${taken}`;

  const nameServer = await openNameServer(options.names, left?.names);
  const deployed = deployments(aws, url, nameServer.port, options);
  const lambda = left
    ? left.lambda.handOver({ clock, log })
    : openLambda(deployed, {
        clock,
        log,
        maxIdle: options.maxIdle ?? Number.POSITIVE_INFINITY,
        maxPause: options.maxPause,
      });
  const api = gateway(lambda, await verifier(jwk, url, clock), clock, options.isThrottled);
  const pages = front(aws, clock);
  const localPages = openLocalPages(aws.ses, url, options.about ?? {});
  const signIn = openSignIn(store, jwk, url, clock);
  if (!left) {
    const files = [...(await siteFiles(url, built)), ...deskFiles(), settingsFile(localDeskSettings(url))];
    await deploySite(operatorClient, files);
  }
  const sources: Sources = openSources({ aws, lambda, clock, store }, options.reading, left !== undefined);
  const sweep = () => aws.dynamodb.expire().catch((error) => log('ttl', String(error)));
  const sweeper = setInterval(sweep, 60_000).unref();
  const accessLog = openAccessLog(
    operatorClient,
    clock,
    (error) => log('cdn', String(error)),
    options.holdsLogs === true,
  );
  const answerTo = async (request: Request) => {
    if (apiFiles.includes(request.path)) return pages.answer(request);
    if (request.path.startsWith('/api/')) return withHeaders(request, await api(forwarded(request)), aws.url);
    if (!request.path.startsWith('/go/')) return pages.answer(request);
    return withHeaders(request, await api({ ...request, path: pathAtTheEdge(request) }), aws.url);
  };
  answer = async (request) => {
    if (request.path.startsWith('/__local/identity/')) return signIn(request);
    if (request.path.startsWith('/__local/')) return localPages(request);
    const response = await answerTo(request);
    accessLog.note(request, response);
    return response;
  };

  const claims = (name: string, roles: string[]) => ({
    ...{ name, roles, origin: url },
    ...{ issuedAt: new Date(clock.now()), seconds: 12 * 60 * 60 },
  });
  const token = (name: string, ...roles: string[]) => tokenFor(claims(name, roles), jwk);
  const idToken = (name: string, ...roles: string[]) => idTokenFor(claims(name, roles), jwk);
  const save = (data: string) => store.saveTo(data);
  const end = async () => {
    clearInterval(sweeper);
    answer = async () => unavailable;
    await sources.close();
    // Nobody could read the logs of an in-memory cloud.
    if (file !== ':memory:') await accessLog.deliver();
    accessLog.close();
    await nameServer.close();
  };
  const close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await end();
    await lambda.close();
    await aws.close();
    store.close();
  };
  const leave = async () => {
    await end();
    const left = { lambda, site: server, aws: aws.leave(), names: nameServer.port };
    store.close();
    return left;
  };
  const { rest } = sources;
  const deliverLogs = accessLog.deliver;
  const { copies } = pages;
  return {
    url,
    port: taken,
    aws,
    clock,
    lambda,
    store,
    jwk,
    token,
    idToken,
    rest,
    deliverLogs,
    copies,
    save,
    close,
    leave,
  };
}

/** The CDN's headers policies apply to the API too. Only the referrer policy may be set by a response itself. */
function withHeaders({ path }: Request, response: Response, files: string): Response {
  const { 'referrer-policy': usual = '', ...fixed } = headersFor(path, files);
  return { ...response, headers: { 'referrer-policy': usual, ...response.headers, ...fixed } };
}

/** A request as it comes to the API: the CDN says who called it, and the API's gateway that the CDN called. */
function forwarded({ headers, ip, ...request }: Request): Request {
  const hops = [headers['x-forwarded-for'], ip, '127.0.0.1'].filter(Boolean).join(', ');
  return { ...request, ip, headers: { ...headers, 'x-forwarded-for': hops } };
}

const unavailable: Response = { status: 503, headers: {}, body: Buffer.from('Starting\n') };

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done));
  return portOf(server);
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

/** The port if it is free, otherwise 0 for any free one. */
const freeOrAny = (port: number) =>
  new Promise<number>((done) => {
    const probe = createServer();
    probe.once('error', () => done(0)).listen(port, '127.0.0.1', () => probe.close(() => done(port)));
  });

/** Every function of the topology with its bundle, its own key pair and its settings. */
const deployments = (aws: Aws, origin: string, names: number, { built, timeout }: CloudOptions) =>
  functions.map(([name, spec]) => ({
    name,
    bundle: bundleOf(name),
    environment: {
      ...credentialsOf(aws, name),
      DNS_SERVER: `127.0.0.1:${names}`,
      ...(timeout === undefined ? {} : { DNS_TIMEOUT: String(timeout * 1_000) }),
      ...settingsOf(spec, { ...settings(origin, aws.url), ...built.assets }),
    },
    timeout: timeout ?? timeoutOf(spec),
  }));

function credentialsOf(aws: Aws, name: FunctionName): Record<string, string> {
  const { accessKeyId, secretAccessKey } = aws.credentialsFor(name);
  return {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_ENDPOINT_URL: aws.url,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_LAMBDA_FUNCTION_NAME: name,
  };
}

type Known = Exclude<Setting, keyof Built['assets']>;

const settings = (origin: string, awsUrl: string): Record<Known, string> => ({
  TABLE_NAME: tableName,
  SITE_BUCKET: siteBucket,
  PRIVATE_BUCKET: privateBucket,
  LOGS_BUCKET: logsBucket,
  FACTS_TOPIC: arns['facts topic'],
  QUEUES: '',
  ALARMS_TOPIC: arns['alarms topic'],
  PARKED_FACTS: `${awsUrl}/${account}/${parkedOf('outbox/relay')}`,
  ALERTS_TOPIC: arns['alerts topic'],
  MAILINGS_TOPIC: arns['mailings topic'],
  STAFF_TOPIC: arns['staff topic'],
  MAIL_FROM: mailFrom,
  ALERTS_SET: configurationSets.alerts,
  CONFIRMATIONS_SET: configurationSets.confirmations,
  DISTRIBUTION_ID: distributionId,
  SITE_ORIGIN: origin,
});
