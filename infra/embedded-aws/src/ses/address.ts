import { AwsError, account, region } from '../service.ts';
import { decodeWords } from './mime-words.ts';

/** Parses `Name <local@domain>` or `local@domain`. SES has no SMTPUTF8: anything but ASCII must be encoded. */
export function readAddress(text: string): { address: string; shown: string } {
  const [, named] = /^[^<>]*<([^<>]*)>\s*$/.exec(text) ?? [];
  const address = (named ?? text).trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  if (!/^[\x00-\x7f]*$/.test(text))
    throw new AwsError(
      'BadRequestException',
      `Non-ASCII characters in ${text}: encode them (RFC 2047, Punycode)`,
    );
  if (!/^[^\s@<>,;]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(address))
    throw new AwsError('BadRequestException', `Illegal address: ${text}`);
  return { address, shown: decodeWords(text) };
}

export const identityArn = (identity: string) => `arn:aws:ses:${region}:${account}:identity/${identity}`;
