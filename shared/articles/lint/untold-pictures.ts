import type { Content } from '../content.ts';
import { picturesIn, untoldIn } from '../pictures.ts';
import type { Warning } from './warning.ts';

/** Pictures of which nobody said what they show, or whose they are: copy with them cannot be submitted. */
export const untoldPictures = (content: Pick<Content, 'lead' | 'body'>): Warning[] => {
  const untold = untoldIn(content);
  return picturesIn(content).flatMap(({ picture: { asset }, pointer }) =>
    untold
      .filter((one) => one.pointer.slice(0, one.pointer.lastIndexOf('/')) === pointer)
      .map((one) => ({
        ...{ rule: 'untold-picture' as const, pointer: `${pointer}/asset`, offset: 0, length: asset.length },
        excerpt: asset,
        detail: one.pointer.endsWith('/alt')
          ? 'Nobody said what this picture shows: add an alternative text, or say that it is decorative.'
          : 'Nobody said whose this picture is: add a credit.',
      })),
  );
};
