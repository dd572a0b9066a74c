import type { Role } from '../../../shared/actor.ts';
import { who } from '../sign-in/session.ts';
import { words } from '../words/words.ts';

/** Whether whoever is signed in has one of these roles, as their token says: the API decides. */
export const may = (...roles: readonly Role[]): boolean =>
  who.value?.roles.some((role) => roles.includes(role)) ?? false;

/** Says who may do something here, to somebody who may not. */
export function OnlyFor({ roles, what }: { roles: readonly Role[]; what: string }) {
  const w = words.value;
  if (may(...roles)) return null;
  const named = (some: readonly Role[]) => some.map((role) => w.role[role]);
  return <p class="notice">{w.onlyFor(what, named(roles), named(who.value?.roles ?? []))}</p>;
}
