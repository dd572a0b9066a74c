import { AwsError } from '../service.ts';

export type Entry = { Id: string };
type Result = Record<string, string | boolean | undefined>;

/** Refuses a whole batch with too few or too many entries, or with ids that are invalid or not distinct. */
export function checkBatch(entries: Entry[]): void {
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > 10)
    throw new AwsError('TooManyEntriesInBatchRequest', `Maximum number of entries per request are 10.`);
  for (const { Id } of entries)
    if (!/^[\w-]{1,80}$/.test(Id))
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new AwsError(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    );
}

/** Runs each entry on its own: one that is refused does not fail the others. */
export function each<E extends Entry>(entries: E[], run: (entry: E) => Result) {
  const Successful: Result[] = [];
  const Failed: Result[] = [];
  for (const entry of entries)
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  return { Successful, Failed };
}
