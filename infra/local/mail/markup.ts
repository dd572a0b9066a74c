/** Markup that is safe to put into more markup. */
export type Markup = { readonly markup: string };

type Value = Markup | string | number | false | undefined | readonly Value[];

/** A template of markup: everything that is put into it is text, unless it is markup itself. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Markup => ({
  markup: parts.reduce((all, part, i) => all + written(values[i - 1]) + part),
});

function written(value: Value): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'object') return 'markup' in value ? value.markup : value.map(written).join('');
  return escaped(String(value));
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
