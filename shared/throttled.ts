/** What AWS calls too much at once, in errors and as the reason of a transaction that was cancelled. */
const names =
  /^(ProvisionedThroughputExceeded|RequestLimitExceeded|Throttl(ed|ing|ingError)|TooManyRequests|TransactionInProgress|SlowDown|RequestThrottled)(Exception)?$/;

export const isThrottling = (code: string | undefined) => code !== undefined && names.test(code);
