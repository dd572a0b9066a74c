import { batch, computed, signal } from '@preact/signals';

/** The path below `/desk/` that is shown: `''`, `board`, `articles/art_…`. */
export const path = signal(pathIn(location.pathname));

function pathIn(pathname: string) {
  return pathname.replace(/^\/desk\/?/, '').replace(/\/$/, '');
}

/** Asked before a page with something unsaved is left. */
let mayLeave: () => boolean = () => true;
export function guardLeaving(may: () => boolean): () => void {
  mayLeave = may;
  return () => {
    mayLeave = () => true;
  };
}

export function go(to: string, how: 'push' | 'replace' = 'push'): void {
  const { pathname } = new URL(to, location.origin);
  if (how === 'push' && !mayLeave()) return;
  if (how === 'push') history.pushState(null, '', pathname);
  else history.replaceState(null, '', pathname);
  path.value = pathIn(pathname);
}

/** Follows links within the desk without loading it again. */
export function followLinks(): void {
  addEventListener('popstate', () => {
    path.value = pathIn(location.pathname);
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest?.('a');
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || link.target || link.origin !== location.origin) return;
    if (!link.pathname.startsWith('/desk/')) return;
    event.preventDefault();
    go(link.pathname);
    scrollTo(0, 0);
  });
}

/** One that was new, and is filed: its screen stays, with the caret in its text. */
const filed = signal({ count: 0, id: '' });

/** An article that was new has an id, and an address. */
export function showFiled(id: string): void {
  // At once: between the two it would be another screen.
  batch(() => {
    filed.value = { count: filed.value.count + 1, id };
    go(`/desk/articles/${id}`, 'replace');
  });
}

/** Tells screens apart: what is shown anew when it is another. */
export const screen = computed(() => {
  const { count, id } = filed.value;
  if (articleShown.value === 'new') return `new ${count + 1}`;
  return id !== '' && articleShown.value === id ? `new ${count}` : path.value;
});

/** The article that is shown, if one is; `new` for one that is not filed yet. */
export const articleShown = computed(() =>
  path.value === 'new' ? 'new' : /^articles\/(art_\w+)$/.exec(path.value)?.[1],
);
