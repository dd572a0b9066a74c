/**
 * What became of one mail. `due`: it did not go out, and is to be sent again. `failing`: SES failed it and says no reason;
 * it is tried once more. `failed`: SES does not take it. `unknown`: it may have gone out, and is never sent again by
 * itself.
 */
export const mailStates = ['sent', 'due', 'failing', 'failed', 'unknown'] as const;
export type MailState = (typeof mailStates)[number];

/** When a mail that is due may be sent: within seconds, or only once the quota is free or the account is in order. */
export type Wait = 'a moment' | 'long';

/** A mail's state, the word that SES said, and how long to wait if it is due. */
export type MailOutcome = { state: MailState; reason: string; wait?: Wait };

const due = (wait: Wait) => ({ state: 'due', wait }) as const;

/** The statuses of a bulk call's entries, in both spellings that AWS uses (the SDK's, and those of its reference). */
const statuses: Record<string, Omit<MailOutcome, 'reason'>> = {
  SUCCESS: { state: 'sent' },
  ACCOUNT_THROTTLED: due('a moment'),
  TRANSIENT_FAILURE: due('a moment'),
  ACCOUNT_DAILY_QUOTA_EXCEEDED: due('long'),
  ACCOUNT_SUSPENDED: due('long'),
  ACCOUNT_SENDING_PAUSED: due('long'),
  CONFIGURATION_SET_SENDING_PAUSED: due('long'),
  CONFIGURATION_SET_NOT_FOUND: due('long'),
  CONFIGURATION_SET_DOES_NOT_EXIST: due('long'),
  MAIL_FROM_DOMAIN_NOT_VERIFIED: due('long'),
  INVALID_SENDING_POOL_NAME: due('long'),
  TEMPLATE_NOT_FOUND: due('long'),
  TEMPLATE_DOES_NOT_EXIST: due('long'),
  MESSAGE_REJECTED: { state: 'failed' },
  INVALID_PARAMETER: { state: 'failed' },
  INVALID_PARAMETER_VALUE: { state: 'failed' },
  FAILED: { state: 'failing' },
};

/**
 * What an entry's status says of its mail. A word that is not known, or none, is `unknown`: never a success. Only the word
 * is kept as the reason, because SES's texts name addresses.
 */
export const outcomeOf = (status: string | undefined): MailOutcome => ({
  ...((status !== undefined && Object.hasOwn(statuses, status) && statuses[status]) || { state: 'unknown' }),
  reason: status ?? 'no answer',
});

/** Errors of the network from before a request is written. */
const unwritten =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED|ERR_TLS_)/;

/**
 * What an error of a whole call says of its mails: `bad request` (one of them is wrong, none went out), `due` (none went
 * out, for all), or `unknown` (after a server's error or a lost answer).
 */
export function outcomeOfError(error: unknown): MailOutcome | 'bad request' {
  const { name = 'error', code, $metadata: { httpStatusCode: status = 0 } = {} } = error as CallError;
  if (name === 'BadRequestException') return 'bad request';
  if (name === 'TooManyRequestsException') return { ...due('a moment'), reason: name };
  if ((status >= 400 && status < 500) || unwritten.test(code ?? ''))
    return { ...due('long'), reason: code ?? name };
  return { state: 'unknown', reason: code ?? name };
}

type CallError = { name?: string; code?: string; $metadata?: { httpStatusCode?: number } };
