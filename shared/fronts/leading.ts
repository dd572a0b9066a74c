import { type Card, newestFirst } from '../articles/card.ts';
import { newsroom, type Weight } from '../newsroom.ts';
import type { FrontName } from './pins.ts';

/** How many hours later than it was published an article of a weight counts as published. */
const hoursFor: Record<Weight, number> = { lead: 12, large: 6, normal: 0, brief: 0 };

const hour = 3_600_000;

/**
 * When an article counts as published at the top of a front: the later, the higher it stands. A weight puts it ahead of
 * what comes in the next hours and of nothing later, so what led yesterday gives way by itself, and no front depends on
 * when it is rendered. On the home page each step of its section's rank is an hour.
 */
export function standingOf({ section, publishedAt, weight = 'normal' }: Card, front: FrontName): number {
  const steps = front === 'home' ? newsroom.homeRank[section] : 0;
  return Date.parse(publishedAt) + (hoursFor[weight] + steps) * hour;
}

/** Whether it may lead without a pin. A brief never does; a section that leads nothing needs an editor's word. */
function canLead({ section, weight = 'normal' }: Card, front: FrontName): boolean {
  if (weight === 'brief') return false;
  return front !== 'home' || weight !== 'normal' || newsroom.homeRank[section] > 0;
}

/**
 * The articles at the top of a front, `count` at most: the pinned ones in their order, then those with the highest
 * standing. Where too few may lead, the newest of the others fill up.
 */
export function leading(
  cards: readonly Card[],
  pinned: readonly Card[],
  front: FrontName,
  count: number,
): Card[] {
  const others = cards.filter(({ id }) => !pinned.some((pin) => pin.id === id)).sort(newestFirst);
  const [able, unable] = [
    others.filter((card) => canLead(card, front)),
    others.filter((card) => !canLead(card, front)),
  ];
  const inOrder = able.sort((a, b) => standingOf(b, front) - standingOf(a, front));
  return [...pinned, ...inOrder, ...unable].slice(0, count);
}
