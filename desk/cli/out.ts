import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Where a command answers: text for people, or the same as JSON for scripts. */
export type Out = {
  isJson: boolean;
  /** The answer, once for each command. */
  answer: (data: unknown, text: () => string) => void;
  /** A remark on the way, for people only: scripts read the answer. */
  remark: (text: string) => void;
  /** The text set in a colour where a terminal shows it. */
  styled: (style: Style, text: string) => string;
  isColoured: boolean;
};

export function openOut(isJson: boolean): Out {
  const styled = (style: Style, text: string) => styleText(style, text, { stream: process.stdout });
  return {
    isJson,
    answer: (data, text) => console.log(isJson ? JSON.stringify(data, null, 2) : text()),
    remark: (text) => {
      if (!isJson) console.error(text);
    },
    styled,
    isColoured: styled('red', 'x') !== 'x',
  };
}
