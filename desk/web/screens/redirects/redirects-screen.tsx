import { useState } from 'preact/hooks';
import type { Redirect } from '../../../../shared/redirects/redirect.ts';
import { get, Refused, request } from '../../api/request.ts';
import { Batches } from '../../parts/batches.tsx';
import { Failure } from '../../parts/failure.tsx';
import { nameOf } from '../../parts/people.ts';
import { RecordForm } from '../../parts/record-form.tsx';
import { may, OnlyFor } from '../../parts/roles.tsx';
import { useBatches } from '../../parts/use-batches.ts';
import { momentOf, words } from '../../words/words.ts';
import { pathIn } from './path-in.ts';
import { redirectWords } from './words.ts';

const pathOf = (from: string) => `/api/redirects?from=${encodeURIComponent(from)}`;

/** Old addresses and where they lead: adding one, changing it, removing it. */
export function RedirectsScreen() {
  const w = redirectWords.value;
  const redirects = useBatches<Redirect>('/api/redirects/list', 'redirects');
  const [open, setOpen] = useState<Redirect | 'new'>();
  const [said, setSaid] = useState('');
  const [failure, setFailure] = useState<Error>();
  const mayWrite = may('editor', 'publisher');
  const remove = async ({ from, version }: Redirect) => {
    if (!confirm(w.removeSure(from))) return;
    setFailure(undefined);
    setSaid('');
    try {
      await request('POST', '/api/redirects/remove', { body: { from }, ifMatch: `"${version}"` });
      setSaid(w.removed(from));
    } catch (error) {
      if (error instanceof Refused && error.status === 412) setSaid(w.changedMeanwhile);
      else setFailure(error as Error);
    }
    await redirects.refresh();
  };
  return (
    <>
      <div class="head">
        <h1>{words.value.place.redirects}</h1>
        {mayWrite && (
          <button type="button" class="main" onClick={() => setOpen('new')}>
            {w.add}
          </button>
        )}
      </div>
      <OnlyFor roles={['editor', 'publisher']} what={w.working} />
      <p class="soft">{w.how}</p>
      <FindOne />
      <p role="status">{said}</p>
      {failure && <Failure error={failure} />}
      <Batches of={redirects}>
        <ul class="rows">
          {redirects.items
            ?.filter(({ removedAt }) => removedAt === undefined)
            .map((redirect) => (
              <li key={redirect.from} class="row">
                <strong>{redirect.from}</strong> → {redirect.to}
                <p class="soft">{[nameOf(redirect.by), momentOf(redirect.at)].join(' · ')}</p>
                {mayWrite && (
                  <div class="acts">
                    <button
                      type="button"
                      aria-label={w.change(redirect.from)}
                      onClick={() => setOpen(redirect)}
                    >
                      {words.value.change}
                    </button>
                    <button
                      type="button"
                      class="quiet"
                      aria-label={w.remove(redirect.from)}
                      onClick={() => void remove(redirect)}
                    >
                      {words.value.remove}
                    </button>
                  </div>
                )}
              </li>
            ))}
        </ul>
      </Batches>
      {open && (
        <RedirectForm
          redirect={open === 'new' ? undefined : open}
          onSaved={() => void redirects.refresh()}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

/** Looks one path up: of thousands, the list shows the last that were set. */
function FindOne() {
  const w = redirectWords.value;
  const [from, setFrom] = useState('');
  const [said, setSaid] = useState('');
  const [failure, setFailure] = useState<Error>();
  const find = async () => {
    setFailure(undefined);
    setSaid('');
    try {
      const { to, removedAt } = await get<Redirect>(pathOf(pathIn(from, location.host)));
      setSaid(removedAt === undefined ? w.leads(to) : w.notFound);
    } catch (error) {
      if (error instanceof Refused && error.status === 404) setSaid(w.notFound);
      else setFailure(error as Error);
    }
  };
  return (
    <form
      class="acts"
      onSubmit={(event) => {
        event.preventDefault();
        void find();
      }}
    >
      <input
        type="text"
        aria-label={w.findOne}
        placeholder={w.findOne}
        required
        maxLength={1000}
        value={from}
        onInput={({ currentTarget }) => setFrom(currentTarget.value)}
      />
      <button type="submit">{w.find}</button>
      <span role="status">{said}</span>
      {failure && <Failure error={failure} />}
    </form>
  );
}

type FormProps = { redirect: Redirect | undefined; onSaved: () => void; onClose: () => void };

function RedirectForm({ redirect, onSaved, onClose }: FormProps) {
  const w = redirectWords.value;
  const set = async (body: { from: string; to: string }, ifMatch: string | undefined) => {
    try {
      await request('PUT', '/api/redirects', { body, ...(ifMatch ? { ifMatch } : {}) });
    } catch (error) {
      if (error instanceof Refused && error.status === 428)
        throw new Refused(428, { detail: w.taken, detailBn: w.taken });
      throw error;
    }
  };
  const readOf = (one: Redirect | undefined) => ({
    values: { to: one?.to ?? '', ...(redirect ? {} : { from: '' }) },
    version: one?.version,
  });
  return (
    <RecordForm
      title={redirect ? w.change(redirect.from) : w.add}
      record={readOf(redirect)}
      {...(redirect ? { reread: async () => readOf(await get<Redirect>(pathOf(redirect.from))) } : {})}
      fields={[
        ...(redirect
          ? []
          : [
              {
                name: 'from',
                label: w.from,
                kind: 'line',
                isNeeded: true,
                most: 1000,
                hint: w.fromHint,
              } as const,
            ]),
        { name: 'to', label: w.to, kind: 'line', isNeeded: true, most: 1000, hint: w.toHint },
      ]}
      save={async ({ from = '', to = '' }, { ifMatch }) => {
        const [old, next] = [from, to].map((typed) => pathIn(typed, location.host));
        await set({ from: redirect?.from ?? old ?? '', to: next ?? '' }, ifMatch);
        onSaved();
      }}
      onClose={onClose}
    />
  );
}
