import { useState } from 'preact/hooks';
import type { Live } from '../../../../shared/articles/live.ts';
import type { Strip as StripRecord } from '../../../../shared/fronts/pins.ts';
import { get, request } from '../../api/request.ts';
import { instantOf, localOf } from '../../article/local-time.ts';
import { Failure } from '../../parts/failure.tsx';
import { headlineOf } from '../../parts/headlines.ts';
import { type Read, RecordForm } from '../../parts/record-form.tsx';
import { may } from '../../parts/roles.tsx';
import { useResource } from '../../parts/use-resource.ts';
import { momentOf } from '../../words/words.ts';
import { frontWords } from './words.ts';

type Stored = { strip: StripRecord | null; version: number };

const path = '/api/strip';

const readOf = ({ strip, version }: Stored): Read => ({
  values: {
    text: strip?.text ?? '',
    articleId: strip?.articleId ?? '',
    until: strip ? localOf(strip.until) : '',
  },
  version,
});

/** The strip of breaking news on all fronts: what it says, and raising, changing and lowering it. */
export function Strip({ articles }: { articles: readonly Live[] }) {
  const w = frontWords.value;
  const stored = useResource<Stored>(path);
  const [isOpen, setOpen] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const found = stored.value.value;
  if (!found)
    return stored.failure.value ? (
      <Failure error={stored.failure.value} again={() => void stored.refresh()} />
    ) : null;
  const { strip, version } = found;
  const lower = async () => {
    if (!confirm(w.lowerSure)) return;
    try {
      setFailure(undefined);
      await request('PUT', path, { body: { strip: null }, ifMatch: `"${version}"` });
    } catch (error) {
      setFailure(error as Error);
    }
    await stored.refresh();
  };
  const named = new Map(articles.map(({ id, headline }) => [id, headline]));
  if (strip?.articleId !== undefined && !named.has(strip.articleId))
    named.set(strip.articleId, headlineOf(strip.articleId));
  return (
    <section aria-labelledby="strip" class="strip">
      <h2 id="strip">{w.strip}</h2>
      {strip ? (
        <p>
          <strong class="breaking">{strip.text}</strong>{' '}
          <span class="soft">
            {[
              ...(strip.articleId ? [headlineOf(strip.articleId)] : []),
              w.stripUntil(momentOf(strip.until)),
            ].join(' · ')}
          </span>
        </p>
      ) : (
        <p class="soft">{w.noStrip}</p>
      )}
      {failure && <Failure error={failure} />}
      {may('editor') && (
        <div class="acts">
          <button type="button" onClick={() => setOpen(true)}>
            {strip ? w.changeStrip : w.raise}
          </button>
          {strip && (
            <button type="button" onClick={() => void lower()}>
              {w.lower}
            </button>
          )}
        </div>
      )}
      {isOpen && (
        <RecordForm
          title={strip ? w.changeStrip : w.raise}
          saveLabel={strip ? w.changeStrip : w.raise}
          record={readOf(found)}
          reread={async () => readOf(await get<Stored>(path))}
          fields={[
            { name: 'text', label: w.text, kind: 'line', isNeeded: true, most: 160 },
            { name: 'articleId', label: w.article, kind: 'one-of', options: [['', w.noArticle], ...named] },
            { name: 'until', label: w.stripEnds, kind: 'instant' },
          ]}
          save={async ({ text = '', articleId, until }, saving) => {
            const raised = {
              text: text.trim(),
              ...(articleId ? { articleId } : {}),
              ...(until ? { until: instantOf(until) } : {}),
            };
            await request('PUT', path, { body: { strip: raised }, ...saving });
            await stored.refresh();
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}
