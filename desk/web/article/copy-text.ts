import type { Words } from '../words/catalogue.ts';
import type { Fields } from './fields.ts';

/** Puts somebody's text on the clipboard, as the command line would file it. What makes Markdown is loaded for it. */
export async function copyText({ body, lead: _picture, ...fields }: Fields, w: Words): Promise<void> {
  const { markdownOf } = await import('../../../shared/articles/markdown-of.ts');
  const said = (Object.keys(fields) as (keyof typeof fields)[])
    .filter((name) => fields[name] !== '' && !['section', 'alert'].includes(name))
    .map((name) => `${w[name]}: ${fields[name]}`);
  await navigator.clipboard.writeText([...said, markdownOf(body)].join('\n\n'));
}
