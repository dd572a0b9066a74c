import type { Complaint } from '../endpoint.ts';
import { AwsError, type AwsRequest, type Ground, type Service, toAwsError } from '../service.ts';
import { openIdentities } from './identities.ts';
import { identityOperations } from './identity-operations.ts';
import type { Mail } from './mail.ts';
import { openMails } from './mails.ts';
import { operationOf } from './route.ts';
import { sendOperations } from './send-operations.ts';
import { answer, complain } from './wire.ts';

export type Ses = {
  handle: Service;
  complain: Complaint;
  /** The names of all operations it has. Any other is refused by its name. */
  operations: readonly string[];
  /** The mailbox, newest first. */
  mailbox: () => Mail[];
};

/** SES v2: what is sent goes no further than a mailbox on this machine. */
export function openSes(ground: Ground): Ses {
  const identities = openIdentities(ground);
  const mails = openMails(ground);
  const context = { ...ground, identities, mails };
  const operations = { ...sendOperations(context), ...identityOperations(context) };

  return {
    complain,
    operations: Object.keys(operations),
    mailbox: mails.list,
    handle: async (request) => {
      try {
        const { name = '', label = '' } = operationOf(request) ?? {};
        const run = operations[name];
        if (!run)
          throw new AwsError(
            'BadRequestException',
            `The embedded cloud does not do ${request.method} ${request.path}`,
          );
        return answer(await run(inputOf(request), { principal: request.principal, label }));
      } catch (error) {
        return complain(toAwsError(error, ground.report));
      }
    },
  };
}

/** What a call says in its body and its query. */
function inputOf({ body, query }: AwsRequest): unknown {
  const asked = Object.fromEntries(new URLSearchParams(query));
  try {
    return { ...asked, ...JSON.parse(body.toString() || '{}') };
  } catch {
    throw new AwsError('BadRequestException', 'The body is not JSON');
  }
}
