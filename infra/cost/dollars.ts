import type { Prices, Unit } from './prices.ts';
import type { Usage } from './usage.ts';

/** What usage costs in dollars, beyond an allowance of each unit. */
export const dollarsOf = (usage: Usage, price: Prices, allowance: Partial<Prices> = {}): number =>
  (Object.entries(usage) as [Unit, number][]).reduce(
    (total, [unit, amount]) => total + Math.max(0, amount - (allowance[unit] ?? 0)) * price[unit],
    0,
  );
