import { type Card, cardOf } from '../articles/card.ts';
import type { Content } from '../articles/content.ts';
import { copyHashOf } from '../articles/copy-hash.ts';
import type { Correction, Live } from '../articles/live.ts';
import { picturesIn } from '../articles/pictures.ts';
import type { Shown } from '../media/picture.ts';
import { Problem } from '../problem.ts';
import { pathsOf } from './view/picture-files.ts';

/** A published article with its copy, as its page shows it. */
export type Story = Card & {
  terms: string[];
  content: Content;
  corrections: Correction[];
  /** Those of its pictures that can be shown, by asset: pages leave out all others. */
  shown: ReadonlyMap<string, Shown>;
  /** In a preview: where the files of these pictures are, which readers cannot get yet. */
  links?: ReadonlyMap<string, string>;
};

/** The paths of all files of pictures that the page of a story shows. */
export const picturePathsOf = ({ content, shown }: Story): string[] => [
  ...new Set(
    picturesIn(content).flatMap(({ picture: { asset, crop } }) => {
      const files = shown.get(asset);
      return files ? pathsOf(files, crop) : [];
    }),
  ),
];

/** The article with its copy. Throws `changed-copy` when the copy is not the one that was released. */
export function storyOf(live: Live, content: Content, shown: Story['shown']): Story {
  if (copyHashOf(content) !== live.copyHash)
    throw new Problem(
      'changed-copy',
      `Copy ${live.copyVersion} of ${live.id} is not the one that was approved`,
    );
  return { ...cardOf(live), terms: live.terms, content, corrections: live.corrections, shown };
}
