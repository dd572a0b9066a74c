import * as z from 'zod';
import { exportOwn } from '../../shared/audience/own-data-store.ts';
import { ReaderRecord, readerRecord } from '../../shared/audience/reader-record.ts';
import { requireOwnPage } from '../../shared/lambda/client.ts';
import { open } from '../../shared/lambda/route.ts';

export const handler = open(
  {
    summary: 'Everything that is stored of a reader, by the link that was mailed for it; the link is used up',
    input: z.strictObject({ token: z.string().max(200) }),
    output: ReaderRecord,
    guard: requireOwnPage,
    problems: ['invalid-token', 'forbidden', 'unsupported-type', 'busy'],
  },
  async ({ token }, at) => readerRecord(await exportOwn(token, at)),
);
