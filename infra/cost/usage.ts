import type { Unit } from './prices.ts';

/** How much of what AWS charges for is used. */
export type Usage = Partial<Record<Unit, number>>;

export const times = (factor: number, usage: Usage): Usage =>
  Object.fromEntries(Object.entries(usage).map(([unit, amount]) => [unit, amount * factor]));

export function sum(...usages: readonly Usage[]): Usage {
  const total: Usage = {};
  for (const usage of usages)
    for (const [unit, amount] of Object.entries(usage) as [Unit, number][])
      total[unit] = (total[unit] ?? 0) + amount;
  return total;
}

/** What is left of `more` without `less`, and nothing below zero: two measurements are never quite equal. */
export const without = (more: Usage, less: Usage): Usage =>
  Object.fromEntries(
    Object.entries(sum(more, times(-1, less))).map(([unit, amount]) => [unit, Math.max(0, amount)]),
  );
