import { isbot } from 'isbot';

/** What `isbot` takes for people and is not: apps that fetch by themselves, where no page stands and no ad is seen. */
const alsoBots = [/^Dalvik\//, /\bCFNetwork\//, /\bDuckAssist\b/];

/** Whether a request comes from a machine, as far as its user agent says so. One that says nothing is a machine's. */
export const isBot = (userAgent: string): boolean =>
  userAgent.trim() === '' || isbot(userAgent) || alsoBots.some((pattern) => pattern.test(userAgent));
