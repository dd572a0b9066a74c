import * as z from 'zod';
import { countReaders } from '../../shared/audience/count-readers.ts';
import { ReaderCounts } from '../../shared/audience/reader-counts.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['editor', 'publisher'],
  {
    summary:
      'How many readers want mail of each section, and of breaking news, as of some minutes ago at most',
    input: z.strictObject({}),
    output: ReaderCounts,
  },
  (_, { at }) => countReaders(at),
);
