import { expect } from 'vitest';
import { inboxOf } from '../../infra/topology/inbox.ts';
import type { FunctionName } from '../../infra/topology.ts';
import type { ACloud } from '../a-cloud.ts';

/**
 * Holds a function's next call until so many messages have come to its inbox: what happens at once comes to it at once,
 * however long the machine takes over each.
 */
export function holdUntilAllAreThere({ lambda, aws }: ACloud, held: FunctionName, count: number) {
  const { invoke } = lambda;
  const arrived = () => {
    const { visible, inFlight } = aws.sqs.count(inboxOf(held));
    return visible + inFlight;
  };
  let isHeld = true;
  lambda.invoke = async (name, event) => {
    if (name === held && isHeld) {
      // One of several calls that are held lets all of them go: what it handles is no longer counted.
      await expect.poll(() => !isHeld || arrived() >= count).toBe(true);
      isHeld = false;
    }
    return invoke(name, event);
  };
}
