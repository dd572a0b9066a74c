/**
 * What AWS refuses for the moment it came at, and for nothing that it says: too much at once, or a conflict with a
 * transaction. By the names of errors, and of reasons why a transaction was cancelled.
 */
const names =
  /^(Provisioned.*Exceeded|RequestLimit|Throttl|TooMany|Transaction(Conflict|InProgress)|SlowDown)/;

export const isMomentary = (code = '') => names.test(code);
