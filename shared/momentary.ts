/**
 * What AWS refuses for the moment it came at, and for nothing that it says: too much at once, or a conflict with a
 * transaction. By the names of errors, and of reasons why a transaction was cancelled.
 */
const names =
  /^(Provisioned.*Exceeded|RequestLimit|TooMany|Transaction(Conflict|InProgress)|SlowDown|OverLimit|LimitExceeded)|Throttl/;

export const isMomentary = (code = '') => names.test(code);

/** Node's codes of a connection that broke, or did not come about. */
const broken = /^E(CONNRESET|CONNREFUSED|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)$/;

/** An error of the SDK, as far as it says what went wrong. */
type Told = { name?: string; code?: string; $metadata?: { httpStatusCode?: number } } | null | undefined;

/**
 * Whether a call to AWS failed for the moment alone, after the SDK tried again: it was too much at once, AWS was at
 * fault, or no answer came. What it asked for may have been done.
 */
export function isOutage(error: unknown): boolean {
  const { name, code, $metadata } = (error as Told) ?? {};
  return (
    isMomentary(name) ||
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    name === 'TimeoutError' ||
    broken.test(code ?? '')
  );
}
