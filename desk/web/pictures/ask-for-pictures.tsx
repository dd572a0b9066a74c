import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Picture } from '../../../shared/articles/body.ts';
import type { Pictures } from '../editor/pictures.ts';
import { Failure } from '../parts/failure.tsx';
import type { Asked } from './picture-dialog.tsx';

type Question = { asked: Asked; answer: (pictures: Picture[]) => void };

/** What is being asked; one thing at a time. */
const question = signal<Question | undefined>();

const ask = (asked: Asked) =>
  new Promise<Picture[]>((answer) => {
    question.peek()?.answer([]);
    question.value = { asked, answer };
  });

/** Asks for pictures in a dialog over the page, which comes with the first that is asked for. */
export const pictures: Pictures = {
  add: (files) => ask({ files }),
  edit: async (picture) => (await ask({ picture }))[0],
  linkTo: async (asset) => (await import('./upload-picture.ts')).linkTo(asset),
};

/** Where the dialog is, if something is asked. */
export function PictureQuestion() {
  const [parts, setParts] = useState<typeof import('./picture-dialog.tsx') | undefined>();
  const [failure, setFailure] = useState<Error | undefined>();
  const asking = question.value;
  useEffect(() => {
    if (!asking || parts) return;
    setFailure(undefined);
    import('./picture-dialog.tsx').then(setParts, (error) => {
      asking.answer([]);
      question.value = undefined;
      setFailure(error as Error);
    });
  }, [asking, parts]);
  useEffect(() => () => question.peek()?.answer([]), []);
  if (failure) return <Failure error={failure} />;
  if (!asking || !parts) return null;
  const done = (found: Picture[]) => {
    if (question.peek() !== asking) return;
    question.value = undefined;
    asking.answer(found);
  };
  return <parts.PictureDialog asked={asking.asked} done={done} />;
}
