import { createVerify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Envelope = Record<string, string>;

const signedOf: Record<string, readonly string[]> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    ...['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  ],
};

/** Whether SNS signed a message. On AWS the URL must be of `sns.<region>.amazonaws.com` before anything is fetched. */
async function isOfSns(message: Envelope): Promise<boolean> {
  const url = new URL(message.SigningCertURL ?? '');
  const isTrusted = url.hostname === '127.0.0.1' || /^sns\.[\w-]+\.amazonaws\.com$/.test(url.hostname);
  if (!isTrusted) return false;
  const key = await (await fetch(url)).text();
  const text = (signedOf[message.Type ?? ''] ?? [])
    .filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name]}\n`)
    .join('');
  const algorithm = message.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1';
  return createVerify(algorithm)
    .update(text)
    .verify(key, message.Signature ?? '', 'base64');
}

/** A partner of the newsroom that gets its alerts at an address: another paper's site, a broadcaster, an app. */
export async function aPartner() {
  const seen = new Set<string>();
  const alerts: Record<string, unknown>[] = [];
  const state = { isUp: true, isConfirmed: false, refused: 0, last: {} as Envelope };

  const take = async (message: Envelope): Promise<number> => {
    if (!(await isOfSns(message))) return 403;
    if (message.Type === 'SubscriptionConfirmation') {
      state.isConfirmed = (await fetch(message.SubscribeURL ?? '')).ok;
      return 200;
    }
    const alert = JSON.parse(message.Message ?? '{}');
    // SNS delivers at least once: `id` is the same each time.
    if (!seen.has(alert.id)) alerts.push(alert);
    seen.add(alert.id);
    state.last = message;
    return 200;
  };

  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', async () => {
      if (!state.isUp) {
        state.refused++;
        response.writeHead(503).end();
      } else response.writeHead(await take(JSON.parse(body))).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`;
  return {
    address,
    alerts: () => alerts,
    isConfirmed: () => state.isConfirmed,
    refused: () => state.refused,
    last: () => state.last,
    goDown: () => {
      state.isUp = false;
    },
    comeBack: () => {
      state.isUp = true;
    },
    post: (message: Envelope) => fetch(address, { method: 'POST', body: JSON.stringify(message) }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
