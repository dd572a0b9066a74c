import { type ProblemDocument, Refused, Unreachable } from '../api/problem.ts';
import { UsageError } from '../usage-error.ts';

/** The answer of a user pool: tokens, or a challenge to respond to. */
export type Answer = {
  AuthenticationResult?: { AccessToken: string; IdToken?: string; RefreshToken?: string };
  ChallengeName?: string;
  ChallengeParameters?: Record<string, string>;
  Session?: string;
};

type Fault = { __type?: string; message?: string };

/** Calls a user pool's API. The actions for signing in need no AWS signature. */
export async function callUserPool(pool: string, action: string, body: object): Promise<Answer> {
  const endpoint = endpointOf(pool);
  const url = process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? endpoint;
  const request = {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${action}`,
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  };
  const [status, json] = await fetch(url, request)
    .then(async (answer) => [answer.status, (await answer.json()) as Answer & Fault] as const)
    .catch((cause) => {
      throw new Unreachable(`The user pool at ${url} cannot be reached`, { cause });
    });
  if (status !== 200) throw new Refused(problemOf(status, json));
  return json;
}

function endpointOf(pool: string): string {
  const region = /^([a-z]{2}(?:-[a-z]+)+-\d)_\w+$/.exec(pool)?.[1];
  if (!region) throw new UsageError(`"${pool}" is no user pool; its id looks like ap-southeast-1_aB3dE6gHi`);
  return `https://cognito-idp.${region}.amazonaws.com`;
}

/** Cognito answers 400 to a wrong password or an expired refresh token; for the command line it is a 401. */
const problemOf = (status: number, { __type: code, message }: Fault): ProblemDocument => ({
  status: code === 'NotAuthorizedException' ? 401 : status,
  title: message ?? 'The user pool refuses',
  ...(code === undefined ? {} : { code }),
});
