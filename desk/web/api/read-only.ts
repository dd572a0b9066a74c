import { signal } from '@preact/signals';
import type { ReadOnly } from '../../../shared/read-only.ts';

/**
 * The newsroom as it was heard of last: writable (undefined), or read-only, by a refusal or a fact. Who made it so, why and when
 * is known after a refusal, or after a look.
 */
export const readOnly = signal<Pick<ReadOnly, 'name' | 'reason' | 'since'> | undefined>();
