import * as z from 'zod';
import { Address } from '../../shared/audience/address.ts';
import { getReader } from '../../shared/audience/end-store.ts';
import { ReaderRecord, readerRecord } from '../../shared/audience/reader-record.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  ['publisher'],
  {
    summary:
      'Everything that is stored of a reader, for one who asks; the address is in the body, so that no log has it',
    input: z.strictObject({ address: Address }),
    output: ReaderRecord,
    problems: ['not-found', 'forbidden'],
  },
  async ({ address }) => readerRecord(await getReader(address)),
);
