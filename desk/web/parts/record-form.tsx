import type { ComponentChildren } from 'preact';
import { useId, useMemo, useState } from 'preact/hooks';
import { Refused } from '../api/request.ts';
import { words } from '../words/words.ts';
import { Dialog } from './dialog.tsx';
import { Failure } from './failure.tsx';
import { mergedValues, sameValues, type Values } from './values.ts';

export type Field = {
  name: string;
  label: string;
  /** A line, lines, a time of the newsroom, a number, yes or no, or one of `options`: each a value and what it is called. */
  kind: 'line' | 'text' | 'instant' | 'number' | 'choice' | 'one-of';
  options?: readonly (readonly [string, string])[];
  isNeeded?: boolean;
  /** The most characters. */
  most?: number;
  hint?: string;
};

/** A record as it was read: its fields, and its version; none while there is no record yet. */
export type Read = { values: Values; version?: number | undefined };

/** What a save is sent with: the version that it changes, and the key of this attempt, the same until it is answered. */
export type Saving = { ifMatch?: string; key: string };

type Props = {
  title: string;
  fields: readonly Field[];
  record: Read;
  /** Reads the record anew, after somebody else saved first. */
  reread?: () => Promise<Read>;
  save: (values: Values, saving: Saving) => Promise<unknown>;
  saveLabel?: string;
  /** Something that the save needs is still on its way. */
  isHeld?: boolean;
  onClose: () => void;
  children?: ComponentChildren;
};

/**
 * A form for a record, in a dialog. When somebody else saved first, what only one of the two changed is merged, what both
 * changed is shown beside the field, and the next save is on their version.
 */
export function RecordForm(props: Props) {
  const { title, fields, record, reread, save, saveLabel, isHeld = false, onClose, children } = props;
  const w = words.value;
  const id = useId();
  const [base, setBase] = useState(record);
  const [values, setValues] = useState(record.values);
  const [clashes, setClashes] = useState<string[]>();
  const [failure, setFailure] = useState<Error>();
  const [isSending, setSending] = useState(false);
  const key = useMemo(() => crypto.randomUUID(), [values, base]);

  /** Takes what somebody else saved as the new base, where it differs; mine stands on it. */
  const meet = (theirs: Read) => {
    const met = mergedValues(base.values, values, theirs.values);
    setBase(theirs);
    setValues(met.values);
    setClashes(met.clashes);
  };
  const attempt = async (on: Read): Promise<void> => {
    try {
      await save(values, { key, ...(on.version === undefined ? {} : { ifMatch: `"${on.version}"` }) });
      onClose();
    } catch (error) {
      const isStale = error instanceof Refused && [412, 428].includes(error.status);
      const theirs = isStale ? await reread?.() : undefined;
      if (!theirs || theirs.version === on.version) throw error;
      // Another part of the record was changed: mine stands on that as well.
      if (sameValues(on.values, theirs.values)) return attempt(theirs);
      meet(theirs);
    }
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setSending(true);
    setFailure(undefined);
    await attempt(base).catch(setFailure);
    setSending(false);
  };

  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        {clashes && (
          <p class="notice warns" role="alert">
            {w.savedMeanwhile(clashes.length)}
          </p>
        )}
        {fields.map((field) => (
          <Asked
            key={field.name}
            id={`${id}-${field.name}`}
            field={field}
            value={values[field.name] ?? ''}
            theirs={clashes?.includes(field.name) ? (base.values[field.name] ?? '') : undefined}
            onChange={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
        {children}
        <div class="foot">
          {failure && <Failure error={failure} />}
          <div class="acts">
            <button type="submit" class="main" disabled={isSending || isHeld}>
              {isSending ? w.saving : (saveLabel ?? w.save)}
            </button>
            <button type="button" onClick={onClose}>
              {w.cancel}
            </button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

type AskedProps = {
  id: string;
  field: Field;
  value: string;
  theirs?: string | undefined;
  onChange: (value: string) => void;
};

/** One field of a form, with what it is called, what helps to fill it, and what somebody else has put there. */
export function Asked({ id, field, value, theirs, onChange }: AskedProps) {
  const { label, kind, options = [], isNeeded = false, most, hint } = field;
  const notes = [hint, theirs === undefined ? undefined : words.value.theirsNow(theirs)].filter(Boolean);
  const described = notes.length > 0 ? { 'aria-describedby': `${id}-note` } : {};
  const given = { id, value, required: isNeeded, ...described } as const;
  if (kind === 'choice')
    return (
      <div>
        <label class="choice">
          <input
            id={id}
            type="checkbox"
            checked={value !== ''}
            onChange={({ currentTarget }) => onChange(currentTarget.checked ? 'yes' : '')}
            {...described}
          />{' '}
          {label}
        </label>
        <Notes id={id} notes={notes} />
      </div>
    );
  const control = (() => {
    if (kind === 'text')
      return (
        <textarea
          {...given}
          rows={3}
          lang="bn"
          maxLength={most}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    if (kind === 'one-of')
      return (
        <select {...given} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
          {options.map(([one, called]) => (
            <option key={one} value={one}>
              {called}
            </option>
          ))}
        </select>
      );
    const onInput = ({ currentTarget }: { currentTarget: HTMLInputElement }) => onChange(currentTarget.value);
    if (kind === 'instant') return <input {...given} type="datetime-local" onInput={onInput} />;
    if (kind === 'number') return <input {...given} type="number" min={1} onInput={onInput} />;
    return <input {...given} type="text" maxLength={most} onInput={onInput} />;
  })();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {control}
      <Notes id={id} notes={notes} />
    </div>
  );
}

const Notes = ({ id, notes }: { id: string; notes: readonly (string | undefined)[] }) =>
  notes.length > 0 ? (
    <p class="soft" id={`${id}-note`}>
      {notes.join(' ')}
    </p>
  ) : null;
