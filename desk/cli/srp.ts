import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';

/** The group of Cognito's user pools: the 3072-bit one of RFC 3526, with the generator 2. */
const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const generator = 2n;

const sha256 = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const numberOf = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`);

/** A number as Cognito hashes it: big-endian, with a zero byte before a first byte that would make it negative. */
function bytesOf(number: bigint): Buffer {
  const hex = number.toString(16);
  const even = hex.padStart(hex.length + (hex.length % 2), '0');
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

const multiplier = numberOf(sha256(bytesOf(prime), bytesOf(generator)));

/** What the pool asks to be proven, as its PASSWORD_VERIFIER challenge carries it. */
export type Challenge = { salt: string; serverValue: string; secretBlock: string; userId: string };

/** Opens a sign-in by the Secure Remote Password protocol: the password never leaves this machine. */
export function openSrp(secret = numberOf(randomBytes(128))) {
  const clientValue = power(generator, secret);
  return {
    /** `SRP_A`. */
    clientValue: clientValue.toString(16),
    /** `PASSWORD_CLAIM_SIGNATURE`, for the timestamp that goes with it. */
    proof: (pool: string, password: string, challenge: Challenge, timestamp: string): string => {
      const poolName = pool.split('_')[1] ?? '';
      const { salt, serverValue: theirs, secretBlock, userId } = challenge;
      const serverValue = BigInt(`0x${theirs}`);
      const scramble = numberOf(sha256(bytesOf(clientValue), bytesOf(serverValue)));
      if (serverValue % prime === 0n || scramble === 0n)
        throw new Error('The pool sent a value that proves nothing');
      const identity = sha256(`${poolName}${userId}:${password}`);
      const exponent = numberOf(sha256(bytesOf(BigInt(`0x${salt}`)), identity));
      const base = serverValue - multiplier * power(generator, exponent);
      const shared = power(((base % prime) + prime) % prime, secret + scramble * exponent);
      const key = hkdfSync('sha256', bytesOf(shared), bytesOf(scramble), 'Caldera Derived Key', 16);
      return createHmac('sha256', Buffer.from(key))
        .update(poolName + userId)
        .update(Buffer.from(secretBlock, 'base64'))
        .update(timestamp)
        .digest('base64');
    },
  };
}

/** The time as a pool takes it: `Tue Nov 3 06:05:04 UTC 2026`, the day without a zero. */
export function timestampOf(at: Date): string {
  const [weekday, day, month, year, time] = at.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let [square, left] = [base, exponent]; left > 0n; square = (square * square) % prime, left >>= 1n)
    if (left & 1n) result = (result * square) % prime;
  return result;
}
