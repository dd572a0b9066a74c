import { mailboxOf } from './address.ts';

type Told = { address: string; sections: string[]; confirmedAt: string };

/** Readers, each mailbox once: of several, all their sections, and the newest instant at which they agreed. */
export function eachOnce<T extends Told>(readers: readonly T[]): T[] {
  const all = new Map<string, T>();
  for (const reader of readers) {
    const mailbox = mailboxOf(reader.address);
    const { sections, confirmedAt } = all.get(mailbox) ?? reader;
    all.set(mailbox, {
      ...reader,
      sections: [...new Set([...sections, ...reader.sections])],
      confirmedAt: [confirmedAt, reader.confirmedAt].sort().at(-1) ?? confirmedAt,
    });
  }
  return [...all.values()];
}
