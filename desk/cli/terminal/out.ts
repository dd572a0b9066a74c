import { styleText } from 'node:util';
import { inStyle, say } from './say.ts';

type Style = Parameters<typeof styleText>[0];

/** Where a command writes: text for people, or JSON for scripts (`--json`). */
export type Out = {
  isJson: boolean;
  /** Writes the command's answer to stdout, once. */
  answer: (data: unknown, text: () => string) => void;
  /** Resolves when the answer is written. */
  said: () => Promise<void>;
  /** Writes a remark to stderr, unless the answer is JSON. */
  remark: (text: string) => void;
  /** The text with a style, if the terminal has colours. */
  styled: (style: Style, text: string) => string;
  isColoured: boolean;
};

/** `finish` makes the last of a text for people, before it is written. */
export function openOut(isJson: boolean, finish: (text: string) => Promise<string>): Out {
  let said = Promise.resolve();
  const styled = (style: Style, text: string) =>
    inStyle(text, (plain) => styleText(style, plain, { stream: process.stdout }));
  return {
    isJson,
    answer: (data, text) => {
      if (isJson) say.json(data);
      else said = finish(text()).then(say.answer);
    },
    said: () => said,
    remark: (text) => {
      if (!isJson) say.aside(text);
    },
    styled,
    isColoured: styled('red', 'x') !== 'x',
  };
}
