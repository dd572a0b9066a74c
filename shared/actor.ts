import * as z from 'zod';
import { Problem } from './problem.ts';

export const Role = z.enum(['reporter', 'editor', 'publisher', 'ad-manager']);
export type Role = z.infer<typeof Role>;

/** Roles that work on articles. Each step checks its own permissions as well. */
export const newsroomRoles = ['reporter', 'editor', 'publisher'] as const satisfies Role[];

/** Roles that may upload files. */
export const mediaRoles = [...newsroomRoles, 'ad-manager'] as const satisfies Role[];

/**
 * Who takes a step, in which roles, and when (an ISO instant). `system` is the clock or the renderer; no token can
 * carry it.
 */
export type Actor = { by: string; roles: readonly (Role | 'system')[]; at: string };

/** The clock or the renderer as an actor. */
export const system = (name: string, at: string): Actor => ({ by: name, roles: ['system'], at });

/**
 * Throws `forbidden` when the actor has none of these roles. `what` completes the sentence "To … one must be editor".
 */
export function requireRole({ roles }: Actor, needed: readonly (Role | 'system')[], what: string): void {
  if (!roles.some((role) => needed.includes(role))) throw mustBe(needed, what);
}

/** The problem for somebody who lacks the role for a step. */
export const mustBe = (who: readonly string[], what: string) =>
  new Problem('forbidden', `To ${what} one must be ${who.join(' or ')}`);
