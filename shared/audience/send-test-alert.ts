import { setting } from '../aws/environment.ts';
import { send } from '../aws/mail.ts';
import { transactIf } from '../aws/transact.ts';
import { Problem } from '../problem.ts';
import { Address } from './address.ts';
import { taking } from './budget-store.ts';
import type { Letter } from './letter.ts';
import { testBudgetsOf } from './limits.ts';

/**
 * Sends somebody of the newsroom the letter of an alert, to look at: no mailing counts it. Throws `too-many` after ten in an
 * hour, and `no-mailbox` when the sign-in has checked no address that mail can be sent to.
 */
export async function sendTestAlert(
  { letter, to, by }: { letter: (origin: string) => Letter; to: string | undefined; by: string },
  at: string,
): Promise<string> {
  const { data: address } = Address.safeParse(to);
  if (address === undefined)
    throw new Problem('no-mailbox', 'Your account has no mail address that its sign-in has verified');
  if (!(await transactIf(testBudgetsOf(by, at).map(taking))))
    throw new Problem(
      'too-many',
      'There were ten test mails of yours in this hour, or many of all: wait a little',
    );
  if ((await send(address, letter(setting('SITE_ORIGIN')))) === 'failed')
    throw new Problem('no-mailbox', 'No mail can be sent to the address of your account');
  return address;
}
