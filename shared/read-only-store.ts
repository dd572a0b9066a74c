import { read, sayUnreadable } from './aws/table.ts';
import { remembered } from './instance-memory.ts';
import { keys } from './keys.ts';
import { ReadOnly, refusalOf, writable } from './read-only.ts';

export async function getReadOnly(): Promise<ReadOnly> {
  const item = await read(keys.readOnly({}));
  if (!item) return writable;
  const { success, data, error } = ReadOnly.safeParse(item.record);
  if (success) return data;
  // What is left of it tells on from off, and a publisher can turn it.
  sayUnreadable(item, error);
  return { version: item.version ?? 0, on: Object(item.record).on === true };
}

/**
 * Milliseconds that a running function goes by what it saw: so long after the switch some requests are still taken. A
 * function that works without a pause reads the item twelve times a minute, and one that just worked not at all.
 */
const lasts = 5_000;

const seen = remembered<{ at: number; state?: Promise<ReadOnly> }>(() => ({ at: 0 }));

/** Throws `read-only` if the newsroom was within the last five seconds. */
export async function requireWritable(isOpen: boolean): Promise<void> {
  const state = await seenReadOnly();
  if (state.on) throw refusalOf(state, isOpen);
}

function seenReadOnly(): Promise<ReadOnly> {
  const last = seen();
  const age = Date.now() - last.at;
  if (last.state && age >= 0 && age < lasts) return last.state;
  const state = getReadOnly();
  last.at = Date.now();
  last.state = state;
  state.catch(() => {
    if (last.state === state) delete last.state;
  });
  return state;
}
