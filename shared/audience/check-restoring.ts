import { read } from '../aws/table.ts';
import { keys } from '../keys.ts';
import { Problem } from '../problem.ts';

/**
 * Throws `busy` while an export is put into this newsroom: of a reader only a part may be there yet, and what they change could be
 * lost, or meet the rest of it later.
 */
export async function checkNotRestoring(): Promise<void> {
  if (await read(keys.restoring({})))
    throw new Problem('busy', 'The newsroom is being restored. Nothing was changed: try again in an hour');
}
