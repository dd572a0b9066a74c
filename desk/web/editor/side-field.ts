import type { Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

type Options = {
  label: string;
  longest: number;
  view: EditorView;
  /** What is written in the field, in the document; undefined where the node is gone. */
  write: (tr: Transaction, value: string) => Transaction | undefined;
};

/**
 * A field beside a node's text, with a label. What is typed there is the document's at once, a composed word when it is
 * whole; one visit to the field is one thing to undo.
 */
export function sideField({ label, longest, view, write }: Options) {
  const place = document.createElement('label');
  const field = document.createElement('input');
  let isOneVisit = false;
  place.contentEditable = 'false';
  place.append(`${label} `, field);
  field.type = 'text';
  field.maxLength = longest;
  const written = () => {
    const tr = write(view.state.tr, field.value);
    if (!tr?.docChanged) return;
    view.dispatch(isOneVisit ? tr.setMeta('addToHistory', false) : tr);
    isOneVisit = true;
  };
  field.addEventListener('input', (event) => {
    if (!(event as InputEvent).isComposing) written();
  });
  field.addEventListener('compositionend', written);
  field.addEventListener('blur', () => {
    isOneVisit = false;
  });
  return {
    place,
    field,
    /** Whoever types in the field has the cursor where they put it: it is set when what it says is another thing. */
    show: (value: string, says: (written: string) => string = (written) => written) => {
      if (says(field.value) === value) return;
      field.value = value;
      isOneVisit = false;
    },
  };
}
