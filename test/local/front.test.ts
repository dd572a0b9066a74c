import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathAtTheEdge } from '../../infra/local/front.ts';
import { type ACloud, aStillCloud } from '../a-cloud.ts';

let cloud: ACloud;
beforeAll(async () => {
  cloud = await aStillCloud();
});
afterAll(() => cloud.close());

describe('the front', () => {
  it.each(['/not-found', '/not-found/', '/%6eot-found', '/national/art_none', '/%', '/x%ff', '/frames/%ff'])(
    'answers %s with the 404 page',
    async (path) => {
      const { status, headers, text } = await cloud.page(path);
      expect([status, headers.get('cache-control')]).toEqual([404, 'no-store']);
      expect(text).toContain('<html lang="bn"');
    },
  );
});

describe('the edge', () => {
  it.each(['/', '/index.html', '/খবর/ঢাকা', '/a b+c', '/frames', '/going/x', '/100%'])(
    'leaves a path as its reader’s browser sends it: %s',
    (path) => {
      const sent = encodeURI(path);
      const request = { method: 'GET', path: sent, query: '', headers: {}, body: Buffer.alloc(0), ip: '' };
      expect(pathAtTheEdge(request)).toBe(sent);
      expect(pathAtTheEdge({ ...request, path: sent.toLowerCase() })).toBe(sent.toLowerCase());
    },
  );
});

describe('what exists only on one machine', () => {
  it.each(['mailbox', 'mailbox.json', 'instance.json'])('is only read at /__local/%s', async (name) => {
    const answer = (method: string) => fetch(`${cloud.url}/__local/${name}`, { method });
    const statuses = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'].map(async (how) => (await answer(how)).status);
    expect(await Promise.all(statuses)).toEqual([200, 200, 405, 405, 405]);
    expect((await answer('POST')).headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('the folder of what exists only there', () => {
  it('leads to the mailbox', async () => {
    const { status, headers } = await fetch(`${cloud.url}/__local/`, { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([302, '/__local/mailbox']);
  });
});

describe('the port of the AWS endpoint', () => {
  it('is another one when the one it had is taken', async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const { port } = taken.address() as AddressInfo;
    const other = await aStillCloud({ awsPort: port });
    expect(other.aws.port).not.toBe(port);
    const { port: free } = other.aws;
    await other.close();
    taken.close();
    const again = await aStillCloud({ awsPort: free });
    expect(again.aws.port).toBe(free);
    await again.close();
  });
});
