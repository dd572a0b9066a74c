import type { ErrorAnswer } from '../endpoint.ts';
import { AwsError, type AwsRequest, type Service, type ServiceContext, toAwsError } from '../service.ts';
import { accountOperations } from './account-operations.ts';
import { configurationSetOperations } from './configuration-set-operations.ts';
import { openConfigurationSets } from './configuration-sets.ts';
import { openEvents, type Topics } from './events.ts';
import { openIdentities } from './identities.ts';
import { identityOperations } from './identity-operations.ts';
import type { Mail, MailPage, MailQuery, Outcome, RenderingFailed, TagCount } from './mail.ts';
import { openMails } from './mails.ts';
import { type Late, openPost } from './post.ts';
import { operationOf } from './route.ts';
import { sendOperations } from './send-operations.ts';
import { openSending, type SendingRules } from './sending-rules.ts';
import { openSuppression } from './suppression.ts';
import { answer, answerError } from './wire.ts';

export type Ses = {
  handle: Service;
  answerError: ErrorAnswer;
  /** The names of all supported operations. Any other is refused by its name. */
  operations: readonly string[];
  /** All sent mail, newest first. */
  mailbox: () => Mail[];
  /** A part of the sent mail, newest first, without its texts. */
  page: (query: MailQuery) => MailPage;
  /** A sent mail, and what became of it besides being delivered; undefined for an unknown id. */
  find: (id: string) => { mail: Mail; outcomes: Outcome[] } | undefined;
  /** How many mails have each value of a tag, and what became of some; the newest value first. */
  countsOf: (tag: string) => TagCount[];
  /** Mail that was accepted and dropped because its template could not be filled, newest first. */
  renderingFailures: () => RenderingFailed[];
  /** Changes what the account may send from now on, and what SES is made to say. */
  change: (rules: Partial<SendingRules>) => void;
  /** Lets a mail that was sent bounce, or be complained about, now. False for an unknown id. */
  report: (id: string, fate: Late) => Promise<boolean>;
  /** Publishes the events that were held, in order, or in any order by `chance` (0 to 1). Says how many there were. */
  releaseEvents: (chance?: () => number) => Promise<number>;
};

/** SES v2. Mail is not delivered, but kept in a mailbox. */
export function openSes(base: ServiceContext, topics: Topics, rules: Partial<SendingRules> = {}): Ses {
  const identities = openIdentities(base);
  const mails = openMails(base);
  const sending = openSending(base, rules);
  const sets = openConfigurationSets(base);
  const events = openEvents(base, sets, topics, sending);
  const suppression = openSuppression(base);
  const post = openPost(base, { mails, sets, events, suppression, sending });
  const context = { ...base, identities, sets, topics, suppression, post, sending };
  const operations = {
    ...sendOperations(context),
    ...identityOperations(context),
    ...accountOperations(context),
    ...configurationSetOperations(context),
  };

  return {
    answerError,
    operations: Object.keys(operations),
    mailbox: mails.list,
    renderingFailures: mails.failures,
    change: sending.change,
    page: mails.page,
    find: (id) => {
      const stored = mails.find(id);
      if (!stored) return undefined;
      const { recipients: _, ...mail } = stored;
      return { mail, outcomes: mails.outcomesOf(id) };
    },
    countsOf: mails.countsOf,
    report: (id, fate) => base.store.write(() => post.report(id, fate)),
    releaseEvents: (chance) => base.store.write(() => events.release(chance)),
    handle: async (request) => {
      try {
        const { name = '', label = '', sublabel = '' } = operationOf(request) ?? {};
        const run = operations[name];
        if (!run)
          throw new AwsError(
            'BadRequestException',
            `embedded-aws does not do ${request.method} ${request.path}`,
          );
        return answer(await run(inputOf(request), { principal: request.principal, label, sublabel }));
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
