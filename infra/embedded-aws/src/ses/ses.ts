import type { ErrorAnswer } from '../endpoint.ts';
import { AwsError, type AwsRequest, type Service, type ServiceContext, toAwsError } from '../service.ts';
import { openIdentities } from './identities.ts';
import { identityOperations } from './identity-operations.ts';
import type { Mail, RenderingFailed } from './mail.ts';
import { openMails } from './mails.ts';
import { operationOf } from './route.ts';
import { sendOperations } from './send-operations.ts';
import { openSending, type SendingRules } from './sending-rules.ts';
import { answer, answerError } from './wire.ts';

export type Ses = {
  handle: Service;
  answerError: ErrorAnswer;
  /** The names of all supported operations. Any other is refused by its name. */
  operations: readonly string[];
  /** All sent mail, newest first. */
  mailbox: () => Mail[];
  /** Mail that was accepted and dropped because its template could not be filled, newest first. */
  renderingFailures: () => RenderingFailed[];
  /** Changes what the account may send from now on, and what SES is made to say. */
  change: (rules: Partial<SendingRules>) => void;
};

/** SES v2. Mail is not delivered, but kept in a mailbox. */
export function openSes(base: ServiceContext, rules: Partial<SendingRules> = {}): Ses {
  const identities = openIdentities(base);
  const mails = openMails(base);
  const sending = openSending(base, rules);
  const context = { ...base, identities, mails, sending };
  const operations = { ...sendOperations(context), ...identityOperations(context) };

  return {
    answerError,
    operations: Object.keys(operations),
    mailbox: mails.list,
    renderingFailures: mails.failures,
    change: sending.change,
    handle: async (request) => {
      try {
        const { name = '', label = '' } = operationOf(request) ?? {};
        const run = operations[name];
        if (!run)
          throw new AwsError(
            'BadRequestException',
            `embedded-aws does not do ${request.method} ${request.path}`,
          );
        return answer(await run(inputOf(request), { principal: request.principal, label }));
      } catch (error) {
        return answerError(toAwsError(error, base.report));
      }
    },
  };
}

/** The parameters in the body and the query of a call. */
function inputOf({ body, query }: AwsRequest): unknown {
  const asked = Object.fromEntries(new URLSearchParams(query));
  try {
    return { ...asked, ...JSON.parse(body.toString() || '{}') };
  } catch {
    throw new AwsError('BadRequestException', 'The body is not JSON');
  }
}
