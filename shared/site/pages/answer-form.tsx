import { Interest } from '../../audience/interest.ts';
import type { FieldProblem } from '../../problem.ts';
import type { Site } from '../site.ts';
import type { Wrong } from '../view/sign-up.tsx';
import { newsletterPage, requestedPage } from './newsletter.tsx';

type Problem = { detailBn: string; errors?: FieldProblem[] };

/** The page that answers a form sent without script: the form again with what is wrong, or what comes next. */
export function answerForm(site: Site, sent: Record<string, unknown>, problem: Problem | undefined): string {
  if (!problem) return requestedPage(site);
  const { address, sections, page } = sent;
  return newsletterPage(site, {
    ...(typeof address === 'string' ? { address } : {}),
    ...(typeof page === 'string' ? { page } : {}),
    ticked: Array.isArray(sections) ? sections.filter((one) => Interest.safeParse(one).success) : [],
    wrong: wrongIn(problem),
  });
}

const mistake = (of: string, errors: FieldProblem[]) =>
  errors.find(({ pointer }) => pointer.startsWith(`/${of}`))?.detailBn;

function wrongIn({ detailBn, errors = [] }: Problem): Wrong {
  const [address, sections] = [mistake('address', errors), mistake('sections', errors)];
  if (!address && !sections) return { form: detailBn };
  return {
    ...(address ? { address } : {}),
    ...(sections ? { sections: 'অন্তত একটি বিভাগ বেছে নিন।' } : {}),
  };
}
