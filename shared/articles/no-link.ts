import { excerptOf } from '../excerpt.ts';

/** What is said of a link that was left out. */
export const noLink = (url: string) =>
  `The link was left out, its words are in the text: “${excerptOf(url)}” is no address that readers can follow. Write it with https://`;
