import { createSign, generateKeyPairSync } from 'node:crypto';
import type { ServiceContext } from '../service.ts';
import { deadLetterTargetOf, type Subscription } from './subscriptions.ts';

/** What is posted to an address, unsigned. A message that is delivered raw has its text alone. */
export type Post = { type: 'Notification' | 'SubscriptionConfirmation'; id: string; topic: string } & (
  | { raw: string }
  | { fields: Record<string, unknown> }
);

type Options = Pick<ServiceContext, 'store' | 'clock' | 'report'> & {
  /** The subscription, if it is still there. */
  find: (arn: string) => Subscription | undefined;
  /** Puts what was given up into a queue. */
  giveUp: (queue: string, body: string) => void;
  /** Where this server is reached. */
  origin: () => string;
};

/** SNS tries a delivery once and three times more, 20 seconds apart; an address has 15 seconds to answer. */
const [tries, apart, patience] = [4, 20_000, 15_000];

/** How many posts to one address are under way. */
const atOnce = 10;

/** SNS's key for as long as the process runs. */
let keys: { publicKey: string; privateKey: string } | undefined;
const keyPair = () => {
  keys ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return keys;
};

/** The path of the key that signatures are checked with. On AWS a certificate lies there. */
export const keyPath = '/SimpleNotificationService.pem';
export const publicKey = () => keyPair().publicKey;

/** The fields that are signed, in this order, each name and value on a line of its own. */
const signed = [
  ...['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
] as const;

function signature(fields: Record<string, unknown>): string {
  const names = signed.filter((name) => fields[name] !== undefined);
  const text = names.map((name) => `${name}\n${fields[name]}\n`).join('');
  const algorithm = fields.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1';
  return createSign(algorithm).update(text).sign(keyPair().privateKey, 'base64');
}

/** Deliveries to addresses, kept on disk until they are answered or given up. */
export function openHttpDeliveries({ store, clock, report, find, giveUp, origin }: Options) {
  store.db.exec(`
    CREATE TABLE IF NOT EXISTS sns_delivery (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT, post TEXT, due INTEGER, tried INTEGER
    ) STRICT`);
  const closing = new AbortController();
  const underWay = new Set<number>();
  let timer: NodeJS.Timeout | undefined;

  /** Must be called inside `store.write`: it is sent once it is on disk. */
  const add = (arn: string, post: Post) => {
    store
      .sql('INSERT INTO sns_delivery (arn, post, due, tried) VALUES (?, ?, ?, 0)')
      .run(arn, JSON.stringify(post), clock.now());
    setImmediate(wake);
  };

  const wake = () => {
    clearTimeout(timer);
    if (closing.signal.aborted) return;
    try {
      sendWhatIsDue();
    } catch (error) {
      report(error);
    }
  };

  const sendWhatIsDue = () => {
    // A few to each address, as SNS does: one that answers nothing holds up no other.
    const rows = store
      .sql(
        `SELECT * FROM (
           SELECT *, ROW_NUMBER() OVER (PARTITION BY arn ORDER BY due, seq) AS place FROM sns_delivery
         ) WHERE place <= ${atOnce} ORDER BY due`,
      )
      .all();
    for (const row of rows) {
      const seq = Number(row.seq);
      if (underWay.has(seq)) continue;
      if (Number(row.due) > clock.now()) {
        timer = setTimeout(wake, Number(row.due) - clock.now()).unref();
        break;
      }
      underWay.add(seq);
      send(seq, String(row.arn), JSON.parse(String(row.post)) as Post, Number(row.tried))
        .catch(report)
        .finally(() => {
          underWay.delete(seq);
          setImmediate(wake);
        });
    }
  };

  const send = async (seq: number, arn: string, post: Post, tried: number) => {
    const subscription = find(arn);
    const body = subscription ? bodyOf(post) : '';
    const status = subscription ? await answerOf(subscription, post, body) : 200;
    if (closing.signal.aborted) return;
    // A client's error is final but for 429; all else is tried again.
    const isFinal = status >= 400 && status < 500 && status !== 429;
    const isDone = status >= 200 && status < 300;
    await store.write(() => {
      if (!isDone && !isFinal && tried + 1 < tries) {
        const again = 'UPDATE sns_delivery SET due = ?, tried = ? WHERE seq = ?';
        return store.sql(again).run(clock.now() + apart, tried + 1, seq);
      }
      store.sql('DELETE FROM sns_delivery WHERE seq = ?').run(seq);
      const { RedrivePolicy } = subscription?.attributes ?? {};
      if (!isDone && RedrivePolicy) giveUp(deadLetterTargetOf(RedrivePolicy) ?? '', body);
      return undefined;
    });
  };

  const bodyOf = (post: Post): string => {
    if ('raw' in post) return post.raw;
    const signing = { ...post.fields, SigningCertURL: `${origin()}${keyPath}` };
    return JSON.stringify({ ...signing, Signature: signature(signing) });
  };

  /** The status that an address answers; 0 without an answer. Redirects are not followed. */
  const answerOf = async ({ arn, endpoint }: Subscription, post: Post, body: string): Promise<number> => {
    try {
      const { status, body: read } = await fetch(endpoint, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'text/plain; charset=UTF-8',
          'user-agent': 'Amazon Simple Notification Service Agent',
          'x-amz-sns-message-type': post.type,
          'x-amz-sns-message-id': post.id,
          'x-amz-sns-topic-arn': post.topic,
          ...(post.type === 'Notification' ? { 'x-amz-sns-subscription-arn': arn } : {}),
          ...('raw' in post ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
        },
        body,
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(patience)]),
      });
      await read?.cancel();
      return status;
    } catch {
      return 0;
    }
  };

  clock.turned.on('turned', wake);
  // What another run left behind. It waits until the server listens, since each post names its address.
  if (store.sql('SELECT 1 FROM sns_delivery').get()) setImmediate(wake);
  const close = () => {
    closing.abort();
    clearTimeout(timer);
    clock.turned.off('turned', wake);
  };
  return { add, close };
}
