import { describe, expect, it } from 'vitest';
import { apiClient } from '../../../../desk/cli/api/client.ts';
import { Refused, Unreachable } from '../../../../desk/cli/api/problem.ts';
import { aNewsroom, hangUp, json } from '../a-newsroom.ts';

const busy = json(503, { title: 'busy', code: 'busy', status: 503 });
const connect = (url: string) => apiClient({ url, token: 'x', retryDelays: [0, 0] });

describe('the client of the API', () => {
  it('sends a write again, with its version and its key, when the network fails or the API is busy', async () => {
    const { url, requests, close } = await aNewsroom([hangUp, busy, json(200, { version: 8 })]);
    expect(await connect(url).post('/api/x', {}, 7)).toEqual({ version: 8 });
    close();
    expect(requests.map(({ method, ifMatch }) => [method, ifMatch])).toEqual(Array(3).fill(['POST', '"7"']));
    expect(requests[0]?.key).toMatch(/^[\w-]{36}$/);
    expect(new Set(requests.map(({ key }) => key)).size).toBe(1);
  });

  it('gives each write a key of its own, and a read none', async () => {
    const { url, requests, close } = await aNewsroom([json(200, {})]);
    const api = connect(url);
    await api.put('/api/x', {}, 1);
    await api.put('/api/x', {});
    await api.get('/api/x');
    close();
    expect(new Set(requests.map(({ key }) => key)).size).toBe(3);
    expect(requests.map(({ ifMatch }) => ifMatch)).toEqual(['"1"', undefined, undefined]);
    expect(requests.at(-1)?.key).toBeUndefined();
  });

  it('gives up after two more attempts', async () => {
    const broken = await aNewsroom([hangUp]);
    await expect(connect(broken.url).post('/api/x', {})).rejects.toThrow(Unreachable);
    const overloaded = await aNewsroom([busy]);
    await expect(connect(overloaded.url).post('/api/x', {})).rejects.toThrow(Refused);
    broken.close();
    overloaded.close();
    expect([broken.requests.length, overloaded.requests.length]).toEqual([3, 3]);
  });

  it('says why nothing answers', async () => {
    const { url, close } = await aNewsroom([]);
    close();
    await expect(connect(url).get('/api/x')).rejects.toThrow(`${url} cannot be reached (ECONNREFUSED)`);
  });
});
