import { BulkEmailStatus } from '@aws-sdk/client-sesv2';
import { describe, expect, it } from 'vitest';
import { outcomeOf, outcomeOfError } from '../../shared/aws/mail-state.ts';

describe('a status of SES', () => {
  it.each([
    ['SUCCESS', 'sent'],
    ['ACCOUNT_THROTTLED', 'due'],
    ['TRANSIENT_FAILURE', 'due'],
    ['ACCOUNT_DAILY_QUOTA_EXCEEDED', 'due'],
    ['ACCOUNT_SENDING_PAUSED', 'due'],
    ['ACCOUNT_SUSPENDED', 'due'],
    ['CONFIGURATION_SET_NOT_FOUND', 'due'],
    ['CONFIGURATION_SET_SENDING_PAUSED', 'due'],
    ['INVALID_SENDING_POOL_NAME', 'due'],
    ['MAIL_FROM_DOMAIN_NOT_VERIFIED', 'due'],
    ['TEMPLATE_NOT_FOUND', 'due'],
    ['FAILED', 'failing'],
    ['INVALID_PARAMETER', 'failed'],
    ['MESSAGE_REJECTED', 'failed'],
    ['SOMETHING_NEW', 'unknown'],
    ['constructor', 'unknown'],
    [undefined, 'unknown'],
  ])('%s leaves a mail %s', (status, state) => {
    expect(outcomeOf(status).state).toBe(state);
  });

  it('that the SDK knows is known here', () => {
    const unknown = Object.values(BulkEmailStatus).filter((status) => outcomeOf(status).state === 'unknown');
    expect(unknown).toEqual([]);
  });

  it('is success in one word only', () => {
    const sent = Object.values(BulkEmailStatus).filter((status) => outcomeOf(status).state === 'sent');
    expect(sent).toEqual(['SUCCESS']);
  });
});

describe('an error of a whole call', () => {
  const http = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });
  it.each([
    [http('BadRequestException', 400), 'bad request'],
    [http('TooManyRequestsException', 429), 'due'],
    [http('LimitExceededException', 400), 'due'],
    [http('AccountSuspendedException', 400), 'due'],
    [http('SendingPausedException', 400), 'due'],
    [http('MessageRejected', 400), 'due'],
    [http('NotFoundException', 404), 'due'],
    [http('AccessDeniedException', 403), 'due'],
    [{ name: 'Error', code: 'ECONNREFUSED' }, 'due'],
    [{ name: 'Error', code: 'ENOTFOUND' }, 'due'],
    [{ name: 'Error', code: 'CERT_HAS_EXPIRED' }, 'due'],
    [http('InternalServiceErrorException', 500), 'unknown'],
    [http('ServiceUnavailable', 503), 'unknown'],
    [{ name: 'Error', code: 'ECONNRESET' }, 'unknown'],
    [{ name: 'TimeoutError' }, 'unknown'],
    [new Error('?'), 'unknown'],
  ])('%j leaves its mails %s', (error, expected) => {
    const outcome = outcomeOfError(error);
    expect(outcome === 'bad request' ? outcome : outcome.state).toBe(expected);
  });
});
