import { plainText } from '../../../shared/articles/body.ts';
import type { Words } from '../words/catalogue.ts';
import type { Fields } from './fields.ts';

/** Puts somebody's text on the clipboard: with its forms where it is pasted into a text with forms, as words elsewhere. */
export async function copyText({ body, lead: _picture, ...fields }: Fields, w: Words): Promise<void> {
  // It is there already: where a text is, the editor is.
  const { htmlOf } = await import('../editor/mount-editor.ts');
  const said = (Object.keys(fields) as (keyof typeof fields)[])
    .filter((name) => fields[name] !== '' && !['section', 'alert'].includes(name))
    .map((name) => `${w[name]}: ${fields[name]}`);
  const paragraphs = said.map((text) => ({ kind: 'paragraph' as const, spans: [{ text }] }));
  const as = (type: string, text: string) => [type, new Blob([text], { type })] as const;
  await navigator.clipboard.write([
    new ClipboardItem(
      Object.fromEntries([
        as('text/plain', [...said, plainText(body)].join('\n\n')),
        as('text/html', htmlOf([...paragraphs, ...body])),
      ]),
    ),
  ]);
}
