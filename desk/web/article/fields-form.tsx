import type { JSX } from 'preact';
import { newsroom, type Section, sections } from '../../../shared/newsroom.ts';
import { PictureQuestion } from '../pictures/ask-for-pictures.tsx';
import { words } from '../words/words.ts';
import { BodyField } from './body-field.tsx';
import type { Fields } from './fields.ts';
import { LeadField } from './lead-field.tsx';
import type { OpenArticle } from './open-article.ts';

type Texts = 'headline' | 'shoulder' | 'standfirst' | 'bylines' | 'dateline' | 'tags' | 'slug';

/** The fields of an article. */
export function FieldsForm({ article, isReadOnly }: { article: OpenArticle; isReadOnly: boolean }) {
  const w = words.value;
  const fields = article.fields.value;
  const { change } = article;
  const line = (name: Texts, rows = 1): JSX.Element => (
    <label class={`field ${name}`} for={`field-${name}`}>
      <span>{w[name]}</span>
      {rows === 1 ? (
        <input
          id={`field-${name}`}
          lang="bn"
          value={fields[name]}
          readOnly={isReadOnly}
          onInput={({ currentTarget }) => change({ [name]: currentTarget.value })}
        />
      ) : (
        <textarea
          id={`field-${name}`}
          lang="bn"
          rows={rows}
          value={fields[name]}
          readOnly={isReadOnly}
          onInput={({ currentTarget }) => change({ [name]: currentTarget.value })}
        />
      )}
    </label>
  );
  return (
    <>
      <form class="fields" onSubmit={(event) => event.preventDefault()}>
        <div class="pair">
          <label class="field">
            <span>{w.section}</span>
            <select
              value={fields.section}
              disabled={isReadOnly}
              onChange={({ currentTarget }) => change({ section: currentTarget.value as Section })}
            >
              {sections.map((section) => (
                <option key={section} value={section}>
                  {newsroom.sections[section]}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            <span>{w.alert}</span>
            <select
              value={fields.alert}
              disabled={isReadOnly}
              onChange={({ currentTarget }) => change({ alert: currentTarget.value as Fields['alert'] })}
            >
              {(['none', 'section', 'breaking'] as const).map((level) => (
                <option key={level} value={level}>
                  {w.alertLevel[level]}
                </option>
              ))}
            </select>
          </label>
        </div>
        {line('shoulder')}
        {line('headline', 2)}
        {line('standfirst', 3)}
      </form>
      <BodyField article={article} isReadOnly={isReadOnly} />
      <form class="fields" onSubmit={(event) => event.preventDefault()}>
        <div class="pair">
          {line('bylines', 2)}
          {line('dateline')}
        </div>
        {line('tags')}
        {line('slug')}
        <LeadField article={article} isReadOnly={isReadOnly} />
      </form>
      <PictureQuestion />
    </>
  );
}
