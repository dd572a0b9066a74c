import * as z from 'zod';
import { Address, domainOf } from '../../shared/audience/address.ts';
import { checkNotRestoring } from '../../shared/audience/check-restoring.ts';
import { Interest } from '../../shared/audience/interest.ts';
import { takesMail } from '../../shared/audience/read-mail-domain.ts';
import { requestSubscription } from '../../shared/audience/request-store.ts';
import { ipOf, requireOwnPageOrForm } from '../../shared/lambda/client.ts';
import { open } from '../../shared/lambda/route.ts';
import { Problem } from '../../shared/problem.ts';
import { readSite } from '../../shared/site/read-site.ts';

const Input = z.strictObject({
  address: Address,
  sections: z.array(Interest).min(1).max(20),
  /** The page of the form, and the version of its words: they become part of the proof of consent. */
  page: z
    .string()
    .max(1_000)
    .regex(/^\/(?!\/)[^\s"<>\\]*$/, { error: 'must be a path of this site' })
    .optional(),
  wording: z
    .string()
    .regex(/^[0-9a-f]{16}$/, { error: 'must be the version of the words that the form has' })
    .optional(),
  /** Nobody sees this field: whatever fills it is a machine. */
  note: z.string().max(1_000).optional(),
  /** Milliseconds for which a reader had the form, as its script says. */
  shownFor: z.number().optional(),
});

/** Nobody fills a form sooner, in milliseconds. */
const soonest = 2_000;

export const handler = open(
  {
    summary: 'Ask for mail about sections, or about what is breaking',
    input: Input,
    output: z.object({ state: z.string(), next: z.string() }),
    status: 202,
    guard: requireOwnPageOrForm,
    form: true,
    formPage: async (raw, problem) =>
      (await import('../../shared/site/pages/answer-form.tsx')).answerForm(readSite(), raw, problem),
    problems: ['forbidden', 'unsupported-type', 'no-mailbox', 'stale', 'busy'],
  },
  async ({ address, sections, page, wording, note = '', shownFor = soonest }, at, event) => {
    const answer = { state: 'requested', next: 'Open the mail we sent to this address and confirm' };
    if (note !== '' || shownFor < soonest) return answer;
    await checkNotRestoring();
    if (!(await takesMail(domainOf(address))))
      throw new Problem('no-mailbox', 'Check the part after the @', {
        errors: [{ pointer: '/address', detail: 'takes no mail: check the part after the @' }],
      });
    await requestSubscription(
      { address, sections: [...new Set(sections)], ip: ipOf(event), page, wording },
      at,
    );
    return answer;
  },
);
