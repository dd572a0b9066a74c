import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

/** What the names of a domain say of its mail; `silent`: no answer comes. */
export type MailNames = 'takes mail' | 'takes no mail' | 'does not exist' | 'has no MX' | 'silent';

/** As the domains reserved for examples and tests are meant: `.invalid` never exists (RFC 6761). */
export const namesOf = (domain: string): MailNames =>
  domain.endsWith('.invalid') ? 'does not exist' : 'takes mail';

/** A server of the domain name system on 127.0.0.1 that answers questions for MX, so that nothing local asks the network. Port 0 is any. */
export async function openNameServer(names: (domain: string) => MailNames = namesOf, port = 0) {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const reply = replyTo(query, names);
    if (reply) socket.send(reply, port, address, () => {});
  });
  await new Promise<void>((done, failed) => socket.once('error', failed).bind(port, '127.0.0.1', done));
  socket.unref();
  return {
    port: (socket.address() as AddressInfo).port,
    close: () => new Promise<void>((done) => socket.close(done)),
  };
}

/** A message of RFC 1035: a header of 12 bytes, the question as it was asked, and at most one answer. */
function replyTo(query: Buffer, names: (domain: string) => MailNames): Buffer | undefined {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const said = names(labels.join('.').toLowerCase());
  if (said === 'silent' || at + 5 > query.length) return undefined;
  const exchange = { 'takes mail': name('mail', ...labels), 'takes no mail': name() }[said as string];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  // A response, recursion available; 3 is NXDOMAIN.
  header.writeUInt16BE(0x8180 | (said === 'does not exist' ? 3 : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(exchange ? 1 : 0, 6);
  return Buffer.concat([header, query.subarray(12, at + 5), ...(exchange ? [answer(exchange)] : [])]);
}

/** An MX record of the name that was asked for (a pointer to byte 12), good for a minute, with preference 0. */
function answer(exchange: Buffer): Buffer {
  const head = Buffer.from([0xc0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, exchange.length + 2, 0, 0]);
  return Buffer.concat([head, exchange]);
}

const name = (...labels: string[]) =>
  Buffer.concat([
    ...labels.map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1')),
    Buffer.of(0),
  ]);
