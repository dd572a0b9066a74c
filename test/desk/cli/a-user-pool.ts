import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** The prime of the group of user pools. */
export const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);

/**
 * A Cognito user pool with one user: the server's side of SRP by the equations of RFC 5054, and refusals. `token` makes
 * the access tokens that it answers. An impostor `sends` a value of its own instead of one made from the verifier. After the
 * password the pool `asks` for more, by the name of a challenge.
 */
export async function aUserPool(
  user: string,
  password: string,
  token: () => Promise<string>,
  { sends, asks }: { sends?: bigint; asks?: string } = {},
) {
  const [salt, secret, block] = [
    randomBytes(16).toString('hex'),
    random(),
    randomBytes(64).toString('base64'),
  ];
  const verifier = power(2n, digest(bytesOf(BigInt(`0x${salt}`)), sha256(`pool1${user}:${password}`)));
  const serverValue = (digest(bytesOf(prime), bytesOf(2n)) * verifier + power(2n, secret)) % prime;
  const requests: { action: string; body: string }[] = [];
  let clientValue = 0n;

  const answers: Record<string, (sent: Sent) => object | Promise<object>> = {
    USER_SRP_AUTH: ({ AuthParameters: { SRP_A } }) => {
      clientValue = BigInt(`0x${SRP_A}`);
      const parameters = {
        SALT: salt,
        SRP_B: (sends ?? serverValue).toString(16),
        SECRET_BLOCK: block,
        USER_ID_FOR_SRP: user,
      };
      return { ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: parameters };
    },
    PASSWORD_VERIFIER: async ({ ChallengeResponses: { PASSWORD_CLAIM_SIGNATURE, TIMESTAMP = '' } }) => {
      const scramble = digest(bytesOf(clientValue), bytesOf(serverValue));
      const shared = power(clientValue * power(verifier, scramble), secret);
      const key = hkdfSync('sha256', bytesOf(shared), bytesOf(scramble), 'Caldera Derived Key', 16);
      const mac = createHmac('sha256', Buffer.from(key))
        .update(`pool1${user}`)
        .update(Buffer.from(block, 'base64'));
      if (mac.update(TIMESTAMP).digest('base64') !== PASSWORD_CLAIM_SIGNATURE) return refusal;
      if (asks) return { ChallengeName: asks, ChallengeParameters: {}, Session: 'session-1' };
      return { AuthenticationResult: { AccessToken: await token(), RefreshToken: 'refresh-1' } };
    },
    REFRESH_TOKEN_AUTH: async ({ AuthParameters: { REFRESH_TOKEN } }) =>
      REFRESH_TOKEN === 'refresh-1' ? { AuthenticationResult: { AccessToken: await token() } } : refusal,
  };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const sent = JSON.parse(body) as Sent;
    requests.push({ action: String(request.headers['x-amz-target']).split('.')[1] ?? '', body });
    const answer = (await answers[sent.AuthFlow ?? sent.ChallengeName ?? '']?.(sent)) ?? refusal;
    response.writeHead(answer === refusal ? 400 : 200).end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, requests, id: 'ap-southeast-1_pool1', close: () => server.close() };
}

type Sent = {
  AuthFlow?: string;
  ChallengeName?: string;
  AuthParameters: Record<string, string>;
  ChallengeResponses: Record<string, string>;
};

const refusal = { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' };
const random = () => BigInt(`0x${randomBytes(32).toString('hex')}`);
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const digest = (...parts: Buffer[]) => BigInt(`0x${sha256(Buffer.concat(parts)).toString('hex')}`);

/** Two's complement of a number that is not negative, as Java writes it. */
function bytesOf(number: bigint) {
  const hex = number.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  return (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}

function power(base: bigint, exponent: bigint): bigint {
  if (exponent === 0n) return 1n;
  const half = power((base * base) % prime, exponent / 2n);
  return exponent % 2n ? (half * base) % prime : half;
}
