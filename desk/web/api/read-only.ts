import { signal } from '@preact/signals';
import type { ReadOnly } from '../../../shared/read-only.ts';

/** Who made the newsroom read-only, why and since when, as far as this desk has heard. */
export type ReadOnlyNow = Pick<ReadOnly, 'name' | 'reason' | 'since'>;

/** The newsroom as it was heard of last: read-only, or (undefined) writable. */
export const readOnly = signal<ReadOnlyNow | undefined>();
