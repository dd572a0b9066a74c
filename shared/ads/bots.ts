import { isbot } from 'isbot';

/**
 * Machines that `isbot` takes for people: apps that fetch by themselves, without a page on which an ad could be seen.
 */
const alsoBots = [/^Dalvik\//, /\bCFNetwork\//, /\bDuckAssist\b/];

/** Whether a request's user agent says that it is a machine. An empty one counts as a machine. */
export const isBot = (userAgent: string): boolean =>
  userAgent.trim() === '' || isbot(userAgent) || alsoBots.some((pattern) => pattern.test(userAgent));
