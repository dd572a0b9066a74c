import { newsroom } from '../../shared/sample-paper.ts';

/** The domain of the sample paper's addresses, which is nobody's. */
export const sampleDomain = newsroom.imprint.email.slice(newsroom.imprint.email.indexOf('@') + 1);
