import { linkTo } from '../../../shared/articles/href.ts';
import { button } from './button.ts';
import { keys } from './keys.ts';
import type { EditorWords } from './words.ts';

/** A dialog over the page: Escape closes it, and the focus goes back to where it was. */
function dialog(place: HTMLElement, label: string, content: (close: () => void) => Node[]) {
  const made = document.createElement('dialog');
  made.setAttribute('aria-label', label);
  const close = () => made.close();
  made.append(...content(close));
  made.addEventListener('close', () => made.remove());
  place.append(made);
  made.showModal();
  return made;
}

/** Asks for the address of a link. Only what a reader can follow is taken. */
export function askForLink(
  place: HTMLElement,
  words: EditorWords['link'] & { title: string },
  href: string,
  answer: { save: (href: string) => void; remove: () => void; close: () => void },
) {
  const made = dialog(place, words.title, (close) => {
    const form = document.createElement('form');
    const label = document.createElement('label');
    const field = document.createElement('input');
    const fault = document.createElement('p');
    fault.setAttribute('role', 'alert');
    fault.id = 'editor-link-fault';
    field.type = 'text';
    field.inputMode = 'url';
    field.dir = 'ltr';
    field.value = href;
    field.setAttribute('aria-describedby', fault.id);
    label.append(`${words.address} `, field);
    const save = document.createElement('button');
    save.textContent = words.save;
    form.append(label, fault, save);
    if (href !== '')
      form.append(
        button(words.remove, () => {
          close();
          answer.remove();
        }),
      );
    form.append(button(words.cancel, close));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const link = linkTo(field.value);
      if (link === undefined) {
        fault.textContent = words.invalid;
        field.setAttribute('aria-invalid', 'true');
        field.focus();
        return;
      }
      close();
      answer.save(link);
    });
    return [form];
  });
  made.addEventListener('close', answer.close);
}

/** Every key of the editor. */
export function showHelp(place: HTMLElement, words: EditorWords, closed: () => void) {
  const made = dialog(place, words.help.title, (close) => {
    const title = document.createElement('h2');
    title.textContent = words.help.title;
    const table = document.createElement('table');
    for (const { code, mod, alt, shift, does } of keys) {
      const row = table.insertRow();
      const name = document.createElement('th');
      name.scope = 'row';
      name.textContent = words.commands[does];
      const key = document.createElement('kbd');
      const place = code.replace(/^(Key|Digit|Arrow)/, '');
      key.textContent = [mod && 'Ctrl', alt && 'Alt', shift && 'Shift', place].filter(Boolean).join(' + ');
      row.append(name);
      row.insertCell().append(key);
    }
    const signs = document.createElement('p');
    signs.textContent = words.help.signs;
    return [title, table, signs, button(words.help.close, close)];
  });
  made.addEventListener('close', closed);
}
