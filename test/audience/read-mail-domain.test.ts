import { describe, expect, it } from 'vitest';
import { type MailNames, openNameServer } from '../../infra/local/name-server.ts';
import { takesMail } from '../../shared/audience/read-mail-domain.ts';
import { patience } from '../patience.ts';

const answered = async (said: MailNames, timeout: number) => {
  const asked: string[] = [];
  const server = await openNameServer((domain) => {
    asked.push(domain);
    return said;
  });
  const takes = await takesMail('pathok.example', `127.0.0.1:${server.port}`, timeout);
  await server.close();
  return { takes, asked: [...new Set(asked)] };
};

describe('a domain', () => {
  it.each([
    ['takes mail', true],
    ['has no MX', true],
    ['takes no mail', false],
    ['does not exist', false],
  ] as const)('that %s: %s', async (said, takes) => {
    expect(await answered(said, patience)).toEqual({ takes, asked: ['pathok.example'] });
  });

  it('is taken to take mail where nobody answers in time, or no server is there', async () => {
    expect((await answered('silent', 50)).takes).toBe(true);
    expect(await takesMail('pathok.example', '127.0.0.1:9', 50)).toBe(true);
  });
});
