import type { Mark, Node } from 'prosemirror-model';
import type { Span } from '../../../shared/articles/body.ts';
import { cleanRun, isVisible, withPlainSigns } from '../../../shared/clean-text.ts';
import { foreignSign } from '../../../shared/signs.ts';

/** A run of text, or the end of a line, as JSON. */
export type Inline = {
  type: 'text' | 'lineBreak';
  text?: string;
  marks?: { type: string; attrs?: { href: string } }[];
};

/** A run as the editor's nodes: its lines, and a break between two of them. */
export const inlineOf = (spans: readonly Span[]): Inline[] =>
  spans.flatMap(({ text, marks = [], link }) => {
    const set = {
      marks: [
        ...(link === undefined ? [] : [{ type: 'link', attrs: { href: link } }]),
        ...order.filter((mark) => marks.includes(mark)).map((type) => ({ type })),
      ],
    };
    return text
      .split('\n')
      .flatMap((line, at): Inline[] => [
        ...(at > 0 ? [{ type: 'lineBreak' as const, ...set }] : []),
        ...(line === '' ? [] : [{ type: 'text' as const, text: line, ...set }]),
      ]);
  });

/** Marks always stand in this order, so that equal text is equal in the record and has one hash. */
const order = ['strong', 'emphasis'] as const;

/** What a line of the editor says, as the API stores it; nothing for one in which nothing can be seen. */
export function spansOf(node: Node): Span[] {
  const spans = settled(
    node.children.map((child) => ({ text: child.text ?? '\n', ...settingOf(child.marks) })),
  );
  return isVisible(spans.map(({ text }) => text).join('')) ? spans : [];
}

/** Runs in the one form of them: each as the API cleans it, neighbours that are set alike as one, marks in order. */
export function settled(spans: readonly Span[]): Span[] {
  const runs: Span[] = [];
  for (const { text, ...set } of spans) {
    const clean = acceptable(text);
    const marks = order.filter((mark) => set.marks?.includes(mark));
    const setting = {
      ...(marks.length > 0 ? { marks } : {}),
      ...(set.link === undefined ? {} : { link: set.link }),
    };
    const last = runs.at(-1);
    if (clean === '') continue;
    if (last && last.link === setting.link && String(last.marks) === String(setting.marks)) last.text += text;
    else runs.push({ text, ...setting });
  }
  const cleaned = runs.map(({ text, ...set }) => ({ text: acceptable(text), ...set }));
  return same(spans, cleaned) ? cleaned : settled(cleaned);
}

const same = (before: readonly Span[], after: readonly Span[]) =>
  before.length === after.length && before.every(({ text }, at) => text === after[at]?.text);

/** A run as the API stores it, without what it would refuse. */
export function acceptable(raw: string): string {
  const clean = cleanRun(raw);
  if (clean !== undefined) return clean;
  let text = raw;
  for (let sign = foreignSign(text); sign; sign = foreignSign(text))
    text = text.slice(0, sign.index) + text.slice(sign.index + 1);
  return cleanRun(withPlainSigns(text).replace(/(\p{M}{30})\p{M}+/gu, '$1')) ?? '';
}

function settingOf(marks: readonly Mark[]): Omit<Span, 'text'> {
  const set = order.filter((mark) => marks.some(({ type }) => type.name === mark));
  const link = marks.find(({ type }) => type.name === 'link')?.attrs.href;
  return { ...(set.length > 0 ? { marks: set } : {}), ...(link === undefined ? {} : { link }) };
}
