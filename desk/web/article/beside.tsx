import { useEffect, useState } from 'preact/hooks';
import type { Comment } from '../../../shared/articles/comment.ts';
import type { Warning } from '../../../shared/articles/lint/warning.ts';
import { request } from '../api/request.ts';
import { resource } from '../api/resource.ts';
import { Failure } from '../parts/failure.tsx';
import { nameOf } from '../parts/people.ts';
import { momentOf, words } from '../words/words.ts';
import type { OpenArticle } from './open-article.ts';

type Beside = { article: OpenArticle; version: number };

/** What an editor should look at in the copy as it was saved. */
export function Lint({ warnings }: { warnings: readonly Warning[] }) {
  const w = words.value;
  return (
    <details open={warnings.length > 0}>
      <summary>
        {w.lint} <span class="soft">{w.count(warnings.length)}</span>
      </summary>
      {warnings.length === 0 && <p class="soft">{w.noLint}</p>}
      <ul class="rows">
        {warnings.map(({ pointer, offset, excerpt, detail }) => (
          <li key={`${pointer}${offset}${detail}`} class="row">
            “{excerpt}” <span class="soft">{detail}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What the newsroom says to itself about an article. */
export function Comments({ article, version }: Beside) {
  const w = words.value;
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<Error | undefined>();
  const [isSending, setSending] = useState(false);
  const found = resource<{ comments: Comment[] }>(`/api/articles/${article.id}/comments`);
  useEffect(() => void found.refresh(), [found, version]);
  const comments = found.value.value?.comments ?? [];
  const attempt = async (step: string, body: object) => {
    setSending(true);
    try {
      setFailure(undefined);
      await article.take(step, body);
      return true;
    } catch (error) {
      setFailure(error as Error);
      return false;
    } finally {
      setSending(false);
    }
  };
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && (await attempt('comment', { text }))) setText('');
  };
  return (
    <details open={comments.length > 0}>
      <summary>
        {w.comments} <span class="soft">{w.count(comments.length)}</span>
      </summary>
      {comments.length === 0 && <p class="soft">{w.noComments}</p>}
      <ol class="rows">
        {comments.map(({ id, by, at, text: said, resolved }) => (
          <li key={id} class="row">
            <p>{said}</p>
            <p class="soft">
              {nameOf(by)} · {momentOf(at)}
              {resolved && ` · ${w.resolvedBy(nameOf(resolved.by))}`}
            </p>
            {!resolved && (
              <button
                type="button"
                disabled={isSending}
                onClick={() => void attempt(`comments/${id}/resolve`, {})}
              >
                {w.resolveComment}
              </button>
            )}
          </li>
        ))}
      </ol>
      <form onSubmit={(event) => void add(event)}>
        <label class="field">
          <span>{w.newComment}</span>
          <textarea
            rows={2}
            lang="bn"
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        {failure && <Failure error={failure} />}
        <button type="submit" disabled={isSending}>
          {w.addComment}
        </button>
      </form>
    </details>
  );
}

const widths = { onPhone: 360, onTablet: 768 } as const;

/** The copy as its page will look, in a frame that runs nothing. */
export function Preview({ article, version }: Beside) {
  const w = words.value;
  const [width, setWidth] = useState<keyof typeof widths>('onPhone');
  const [shown, setShown] = useState<{ path: string; version: number } | undefined>();
  const [failure, setFailure] = useState<Error | undefined>();
  const [ended, setEnded] = useState(false);
  const end = async () => {
    try {
      setFailure(undefined);
      await request('DELETE', `/api/articles/${article.id}/preview`);
      setShown(undefined);
      setEnded(true);
    } catch (error) {
      setFailure(error as Error);
    }
  };
  const show = async () => {
    try {
      setFailure(undefined);
      const { body } = await request<{ path: string }>('POST', `/api/articles/${article.id}/preview`, {
        body: {},
      });
      setShown({ path: body.path, version });
      setEnded(false);
    } catch (error) {
      setFailure(error as Error);
    }
  };
  return (
    <details>
      <summary>{w.preview}</summary>
      <div class="acts">
        {(Object.keys(widths) as (keyof typeof widths)[]).map((name) => (
          <label key={name} class="choice">
            <input type="radio" name="width" checked={width === name} onChange={() => setWidth(name)} />{' '}
            {w[name]}
          </label>
        ))}
        <button type="button" onClick={() => void show()}>
          {w.showPreview}
        </button>
        <button type="button" onClick={() => void end()}>
          {w.endPreviews}
        </button>
      </div>
      {failure && <Failure error={failure} />}
      {ended && <p role="status">{w.previewsEnded}</p>}
      {shown && (
        <div class="preview">
          <iframe
            key={shown.path}
            title={w.preview}
            src={shown.path}
            sandbox="allow-same-origin"
            width={widths[width]}
            height={640}
          />
        </div>
      )}
    </details>
  );
}
