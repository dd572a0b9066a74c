import { useEffect, useState } from 'preact/hooks';
import type { Diff, Field, Part } from '../../../shared/articles/diff.ts';
import type { HistoryFact } from '../../../shared/history-fact.ts';
import { resource } from '../api/resource.ts';
import { Failure } from '../parts/failure.tsx';
import { nameOf } from '../parts/people.ts';
import { momentOf, words } from '../words/words.ts';
import type { OpenArticle } from './open-article.ts';
import { shortened } from './shortened.ts';

/** What a field is called, without what helps to fill it in. */
const calledOf = (field: Field) => words.value[field].replace(/ \(.*/, '');

/** How many rows are shown at a time: of each edit it is asked what it changed. */
const atOnce = 20;

/** Who did what to an article, the newest first; of an edit, what it changed. */
export function History({ article, version }: { article: OpenArticle; version: number }) {
  const w = words.value;
  const [isOpen, setOpen] = useState(false);
  const [most, setMost] = useState(atOnce);
  const found = resource<{ facts: HistoryFact[] }>(`/api/articles/${article.id}/history`);
  useEffect(() => {
    if (isOpen) void found.refresh();
  }, [found, version, isOpen]);
  const hasCopies = article.record.value?.state !== 'killed';
  const facts = [...(found.value.value?.facts ?? [])].reverse();
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{w.history}</summary>
      {found.failure.value && <Failure error={found.failure.value} again={() => void found.refresh()} />}
      {facts.length === 0 && !found.failure.value && <p>{w.loading}</p>}
      <ol class="rows">
        {facts.slice(0, most).map((fact) => (
          <li key={fact.id} class="row">
            <strong>{nameOf(fact.by)}</strong> {w.fact[fact.type] ?? fact.type}
            {fact.type === 'article.edited' && hasCopies && <Changes id={article.id} copy={fact.version} />}
            {'note' in fact.data && fact.data.note ? <p class="note">{String(fact.data.note)}</p> : null}
            <p class="soft">{momentOf(fact.at)}</p>
          </li>
        ))}
      </ol>
      {facts.length > most && (
        <button type="button" onClick={() => setMost(most + atOnce)}>
          {w.more}
        </button>
      )}
    </details>
  );
}

/** What a saved copy changed: the fields, and below them what was taken out and put in. */
function Changes({ id, copy }: { id: string; copy: number }) {
  const found = resource<{ fields: Diff }>(`/api/articles/${id}/revisions/v${copy}/diff`);
  useEffect(() => {
    // What was saved stays as it is.
    if (!found.value.peek()) void found.refresh();
  }, [found]);
  const fields = found.value.value?.fields ?? [];
  if (fields.length === 0) return null;
  return (
    <details>
      <summary>{fields.map(({ field }) => calledOf(field)).join(', ')}</summary>
      {fields.map(({ field, parts }) => (
        <p key={field} class="version" lang="bn">
          {fields.length > 1 && <span class="soft">{calledOf(field)}: </span>}
          {shortened(parts).map((part, at) => (
            <Changed key={at} part={part} />
          ))}
        </p>
      ))}
    </details>
  );
}

function Changed({ part: { kind, text } }: { part: Part }) {
  if (kind === 'same') return text;
  return kind === 'added' ? <ins>{text}</ins> : <del>{text}</del>;
}
