import { getDiffieHellman } from 'node:crypto';
import { createSrpSession, signSrpSession } from 'cognito-srp-helper';
import { describe, expect, it } from 'vitest';

const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let [square, left] = [base, exponent]; left > 0n; square = (square * square) % prime, left >>= 1n)
    if (left & 1n) result = (result * square) % prime;
  return result;
}

describe('the proof of a password', () => {
  // From amazon-cognito-identity-js 6.3.21 (AuthenticationHelper), for these values.
  const secret =
    '560d7e456bf26693ff108e431c11bae29f8a6a65116ff22d5c9d9223d0a7fb4a4b6fe7ab027627b064db56c7107fef6c2085a271a1d9cde33cc131437f49da37';
  /** 2 to the power of the secret, modulo the prime of the group. */
  const clientValue = power(2n, BigInt(`0x${secret}${secret}`)).toString(16);
  const challenge = {
    salt: '0b1cdc9fe1f929e469c5a54ffe0b2ed5',
    serverValue:
      '9d1bec35d302d1fac14216b3e990b9028fe65e50562d69ea502bf5f18996092090ea5c7b1cd9332de955c7ad8c31b69609579304e9abfa18a7c791db709fa288e69dd5a6051254ed33d1577680ca6e2859ea83683230f404b3508d0b6c093bd8b7ee5484fabae6fb8e89b7c2d7c51b964178d420dae988914301bbfa7f38110386efbf2cf293610b4811774930fd389c945579a79d7defbc100a060abc44f92ea8ed927682e55f959d086b2e06253cc7fea426c53c1fc217587259a5aa396b34c75ddef382cf3208909e23dfb518ed40034c8b82cacab34c3622abd79ec9b33f1e5ac8759effb32771bb7e487cfab5c85b0aff31e36c102c2c0aa562181e0ad4848b849cb9b36cccefb572921d6928cccdd61344a6e2cd21e9a9bc427e2f38dc00dbfd69e038ec7bd75077f7ae38ba9139d1bcbb158401361c7d5c8198114eefa12f42c64932cbf96e8d15605db35aa7c4dfcaea2d361de0fcb9cfeea82117eec1d66044c5642fd95e92a917f3bd9988c9cb67b8a9dad05f896769b51f39ba2a',
    secretBlock: 'msNOhcEoYuH7eZVmetyoWTVJxQLlS+nGtaQvDoD2oqo+lezIKuqNNWu3h+L/fjAq4K20DIDhjdqazt1kKCsdbg==',
    userId: 'rumana',
  };

  const pool = 'ap-southeast-1_aB3dE6gHi';
  const { salt, serverValue, secretBlock, userId } = challenge;
  const asked = { SALT: salt, SRP_B: serverValue, SECRET_BLOCK: secretBlock, USER_ID_FOR_SRP: userId };

  it('is what Amazon’s own library makes of the same values', () => {
    const session = {
      ...createSrpSession('rumana', 'পাসওয়ার্ড-Aa1!0', pool, false),
      ...{ smallA: `${secret}${secret}`, largeA: clientValue, timestamp: 'Tue Nov 3 06:05:04 UTC 2026' },
    };
    const { passwordSignature } = signSrpSession(session, { ChallengeParameters: asked });
    expect(passwordSignature).toBe('U8FkS/CPdHELGRts9cyT9/ysq8L0XfddUKlu9/LeVgU=');
  });

  it('is not given for a value that proves nothing', () => {
    const session = createSrpSession('rumana', 'x', pool, false);
    const prove = () => signSrpSession(session, { ChallengeParameters: { ...asked, SRP_B: '0' } });
    expect(prove).toThrow();
  });

  it('is of a time as the pool takes it', () => {
    const { timestamp } = createSrpSession('rumana', 'x', pool, false);
    expect(timestamp).toMatch(/^[A-Z][a-z]{2} [A-Z][a-z]{2} [1-9]\d? \d\d:\d\d:\d\d UTC \d{4}$/);
  });
});
