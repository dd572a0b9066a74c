import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Block, plainText } from '../../../shared/articles/body.ts';
import type { LeftOut } from '../editor/left-out.ts';
import type { Editor } from '../editor/mount-editor.ts';
import type { EditorWords } from '../editor/words.ts';
import { Failure } from '../parts/failure.tsx';
import { pictures } from '../pictures/ask-for-pictures.tsx';
import { language, words } from '../words/words.ts';
import { sameBody } from './merge-bodies.ts';
import type { OpenArticle } from './open-article.ts';

type Props = { article: OpenArticle; isReadOnly: boolean };

type Loaded = { mount: typeof import('../editor/mount-editor.ts').mountEditor; texts: EditorWords };

/** Where an article's text is written. Until the editor has come, it is shown as it is. */
export function BodyField({ article, isReadOnly }: Props) {
  const w = words.value;
  const [failure, setFailure] = useState<Error | undefined>();
  const [tries, setTries] = useState(0);
  const [leftOut, setLeftOut] = useState<{ of: readonly LeftOut[]; texts: EditorWords } | undefined>();
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | undefined>(undefined);
  const shown = useRef<readonly Block[] | undefined>(undefined);
  const readOnly = useRef(isReadOnly);
  readOnly.current = isReadOnly;
  const spoken = language.value;

  const mount = ({ mount: mountEditor, texts }: Loaded) => {
    if (!place.current) return;
    place.current.replaceChildren();
    const blocks = article.fields.peek().body;
    shown.current = blocks;
    editor.current = mountEditor(place.current, {
      ...{ blocks, pictures, words: texts, readOnly: readOnly.current },
      onChange: (body) => {
        shown.current = body;
        article.change({ body });
      },
      onPaste: (of) => setLeftOut({ of, texts }),
    });
  };
  useEffect(() => {
    let isGone = false;
    load(spoken).then(
      (loaded) => !isGone && mount(loaded),
      (error) => !isGone && setFailure(error as Error),
    );
    return () => {
      isGone = true;
      editor.current?.destroy();
      editor.current = undefined;
    };
  }, [article, spoken, tries]);
  useEffect(() => editor.current?.setReadOnly(isReadOnly), [isReadOnly]);
  useSignalEffect(() => {
    const { body } = article.fields.value;
    if (!editor.current || body === shown.current) return;
    shown.current = body;
    if (!sameBody(body, editor.current.blocks())) editor.current.setBlocks(body);
  });
  const again = () => {
    setFailure(undefined);
    setTries(tries + 1);
  };
  return (
    <div class="field body">
      <span>{w.body}</span>
      {failure && <Failure error={failure} again={again} />}
      <div ref={place} class="editor">
        <div class="version">{plainText(article.fields.peek().body)}</div>
      </div>
      {leftOut && (
        <div class="notice" role="status">
          <ul>
            {leftOut.of.map(({ what, excerpt }, at) => (
              <li key={at}>
                {leftOut.texts.leftOut[what]}: {excerpt}
              </li>
            ))}
          </ul>
          <button type="button" onClick={() => setLeftOut(undefined)}>
            {w.understood}
          </button>
        </div>
      )}
    </div>
  );
}

/** The editor and its words come with the first text that is opened. */
async function load(spoken: 'bn' | 'en'): Promise<Loaded> {
  const [{ mountEditor }, texts] = await Promise.all([
    import('../editor/mount-editor.ts'),
    spoken === 'bn'
      ? import('../editor/words.ts').then(({ bengali }) => bengali)
      : import('../editor/words.en.ts').then(({ english }) => english),
  ]);
  return { mount: mountEditor, texts };
}
