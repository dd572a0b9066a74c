import { useState } from 'preact/hooks';
import type { Author } from '../../../../shared/authors/author.ts';
import { get, Refused, request } from '../../api/request.ts';
import { Batches } from '../../parts/batches.tsx';
import { nameOf } from '../../parts/people.ts';
import { type Field, RecordForm } from '../../parts/record-form.tsx';
import { may, OnlyFor } from '../../parts/roles.tsx';
import { useBatches } from '../../parts/use-batches.ts';
import type { Values } from '../../parts/values.ts';
import { momentOf, words } from '../../words/words.ts';
import { authorWords } from './words.ts';

const readOf = (author: Author | undefined) => ({
  values: {
    name: author?.name ?? '',
    role: author?.role ?? '',
    bio: author?.bio ?? '',
    sameAs: author?.sameAs.join('\n') ?? '',
  },
  version: author?.version,
});

function wishOf(values: Values) {
  const said = (name: string) => (values[name] ?? '').trim();
  const optional = ['role', 'bio'].filter((name) => said(name) !== '').map((name) => [name, said(name)]);
  const sameAs = said('sameAs')
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean);
  return { name: said('name'), ...Object.fromEntries(optional), sameAs };
}

const pathOf = (slug: string) => `/api/authors/${encodeURIComponent(slug)}`;

/** The authors that bylines may refer to: who they are, adding one, changing what is said. */
export function AuthorsScreen() {
  const w = authorWords.value;
  const authors = useBatches<Author>('/api/authors', 'authors');
  const [open, setOpen] = useState<Author | 'new'>();
  const mayWrite = may('editor', 'publisher');
  return (
    <>
      <div class="head">
        <h1>{words.value.place.authors}</h1>
        {mayWrite && (
          <button type="button" class="main" onClick={() => setOpen('new')}>
            {w.add}
          </button>
        )}
      </div>
      <OnlyFor roles={['editor', 'publisher']} what={w.working} />
      <p class="soft">{w.how}</p>
      <Batches of={authors}>
        <ul class="rows">
          {authors.items?.map((author) => (
            <li key={author.slug} class="row">
              <strong>{author.name}</strong> <span class="soft">@{author.slug}</span>
              {author.role && <p>{author.role}</p>}
              {author.bio && <p class="soft">{author.bio}</p>}
              <p class="soft">{w.savedBy(nameOf(author.by), momentOf(author.at))}</p>
              <div class="acts">
                {mayWrite && (
                  <button type="button" aria-label={w.change(author.name)} onClick={() => setOpen(author)}>
                    {words.value.change}
                  </button>
                )}
                <a href={`/author/${author.slug}`} target="_blank" rel="noreferrer">
                  {w.page}
                </a>
              </div>
            </li>
          ))}
        </ul>
      </Batches>
      {mayWrite && <p class="soft">{w.noRemoval}</p>}
      {open && (
        <AuthorForm
          author={open === 'new' ? undefined : open}
          onSaved={() => void authors.refresh()}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

type FormProps = { author: Author | undefined; onSaved: () => void; onClose: () => void };

function AuthorForm({ author, onSaved, onClose }: FormProps) {
  const w = authorWords.value;
  const slugField: Field = {
    name: 'slug',
    label: w.slug,
    kind: 'line',
    isNeeded: true,
    most: 60,
    hint: w.slugHint,
  };
  const add = async (slug: string, body: object) => {
    try {
      await request('PUT', pathOf(slug), { body });
    } catch (error) {
      if (error instanceof Refused && error.status === 428)
        throw new Refused(428, { detail: w.taken, detailBn: w.taken });
      throw error;
    }
  };
  return (
    <RecordForm
      title={author ? w.change(author.name) : w.add}
      record={readOf(author)}
      {...(author ? { reread: async () => readOf(await get<Author>(pathOf(author.slug))) } : {})}
      fields={[
        ...(author ? [] : [slugField]),
        { name: 'name', label: w.name, kind: 'line', isNeeded: true, most: 80 },
        { name: 'role', label: w.role, kind: 'line', most: 120 },
        { name: 'bio', label: w.bio, kind: 'text', most: 500 },
        { name: 'sameAs', label: w.sameAs, kind: 'text' },
      ]}
      save={async ({ slug = '', ...values }, { ifMatch }) => {
        const body = wishOf(values);
        if (author) await request('PUT', pathOf(author.slug), { body, ...(ifMatch ? { ifMatch } : {}) });
        else await add(slug.trim(), body);
        onSaved();
      }}
      onClose={onClose}
    />
  );
}
