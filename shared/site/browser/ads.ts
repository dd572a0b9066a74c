import { pick } from '../../ads/pick.ts';
import type { Placement } from '../../ads/placement.ts';

// Fills the page's slots for ads, each when it comes near: nothing is fetched that nobody sees, and nothing is shown by an
// old word. What this reader has seen of a line item with a cap is kept in this browser alone; there are no cookies, and
// nothing is asked of anybody else.

/** What may stand in slots, and the time as the CDN has it, in seconds: a reader's own clock may be wrong. */
type File = { all: Placement[]; now: () => number };

/** Milliseconds for which the file is good: as long as the CDN may keep a copy. */
const good = 30_000;

let file: Promise<File> | undefined;
let readAt = 0;

function latest(): Promise<File> {
  if (!file || performance.now() - readAt > good) {
    readAt = performance.now();
    file = read();
    file.catch(() => {
      file = undefined;
    });
  }
  return file;
}

async function read(): Promise<File> {
  const answer = await fetch('/ads/slots.json');
  const from = performance.now();
  const { headers } = answer;
  const said = Date.parse(headers.get('date') ?? '') / 1000 + Number(headers.get('age')) || Date.now() / 1000;
  const { items }: { items: Placement[] } = await answer.json();
  return { all: items, now: () => said + (performance.now() - from) / 1000 };
}

/** What stands on this page already. */
const shown: string[] = [];

async function fill(slot: HTMLElement) {
  const { all, now } = await latest();
  const { clientWidth: width, clientHeight: height } = boxOf(slot);
  const { slot: name = '', section } = slot.dataset;
  const placement = pick(
    all,
    { slot: name, section, width, height },
    { now: now(), shown, views },
    Math.random(),
  );
  if (!placement) return collapse(slot);
  shown.push(placement.id);
  show(placement, slot, now);
}

const boxOf = (slot: HTMLElement) => slot.lastElementChild as HTMLElement;

/** Takes an empty slot away where nobody sees it go; what the reader has in view stays as it stands. */
function collapse(slot: HTMLElement) {
  boxOf(slot).replaceChildren();
  if (slot.getBoundingClientRect().top >= innerHeight) slot.hidden = true;
  else slot.classList.add('empty');
}

function show(placement: Placement, slot: HTMLElement, now: () => number) {
  const { id, size, asset, html, alt, label } = placement;
  const [width = '', height = ''] = size.split('x');
  const link = document.createElement('a');
  link.href = `/go/${id}?s=${slot.dataset.slot}`;
  link.target = '_blank';
  link.rel = 'sponsored noopener';
  const ad = document.createElement(html ? 'iframe' : 'img');
  ad.setAttribute('width', width);
  ad.setAttribute('height', height);
  if (html) {
    ad.setAttribute('sandbox', 'allow-scripts');
    ad.setAttribute('tabindex', '-1');
    ad.title = link.ariaLabel = alt;
    boxOf(slot).append(ad, link);
  } else {
    ad.setAttribute('alt', alt);
    link.append(ad);
    boxOf(slot).append(link);
  }
  const seen = () => (now() < placement.until ? count(placement, slot) : collapse(slot));
  // Once: HTML may load itself again.
  ad.addEventListener('load', () => whenSeen(ad, seen), { once: true });
  ad.src = (html ? '/frames/' : '/media/') + asset;
  if (label) slot.firstElementChild?.append(` · ${label}`);
}

/** Calls back once when half of it was in view for a second, in a window that is in front. */
function whenSeen(ad: Element, call: () => void) {
  let timer: ReturnType<typeof setTimeout>;
  const observer = new IntersectionObserver(
    (entries) => {
      clearTimeout(timer);
      if ((entries.at(-1)?.intersectionRatio ?? 0) < 0.5) return;
      timer = setTimeout(() => {
        observer.disconnect();
        document.removeEventListener('visibilitychange', again);
        if (ad.isConnected) call();
      }, 1000);
    },
    { threshold: 0.5 },
  );
  // An observer reports nothing while the window is hidden: it begins anew when it is back.
  const again = () => {
    clearTimeout(timer);
    observer.disconnect();
    observer.observe(ad);
  };
  document.addEventListener('visibilitychange', again);
  observer.observe(ad);
}

/** One tiny request, for the CDN's log: impressions are counted there. */
function count({ id, cap }: Placement, { dataset }: HTMLElement) {
  void fetch(`/ads/seen?i=${id}&s=${dataset.slot}`, { cache: 'no-store', keepalive: true });
  if (!cap) return;
  const all = memory();
  all[id] = [...since(all[id], kept), Date.now()].slice(-cap[0]);
  for (const one in all) if (since(all[one], kept).length === 0) delete all[one];
  try {
    localStorage.setItem('ads', JSON.stringify(all));
  } catch {
    // A browser that keeps nothing counts nothing.
  }
}

/** The longest that a cap looks back, in hours. */
const kept = 720;

/** Whatever lies there, only instants count. */
const since = (all: unknown, hours: number): number[] =>
  Array.isArray(all) ? all.filter((at) => at > Date.now() - hours * 3_600_000) : [];

const views = (id: string, hours: number) => since(memory()[id], hours).length;

/** When this reader saw line items that have a cap. */
function memory(): Record<string, unknown> {
  try {
    return Object(JSON.parse(localStorage.getItem('ads') ?? '{}'));
  } catch {
    return {};
  }
}

// No ad needs the keyboard. HTML that takes it is taken away, and what the reader was at gets it back.
let last: Element | null = null;
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof Element && !target.closest('.ad')) last = target;
});
addEventListener('blur', () => {
  const thief = document.activeElement;
  const slot = thief?.closest<HTMLElement>('.ad');
  if (!slot || thief?.localName !== 'iframe') return;
  collapse(slot);
  if (last instanceof HTMLElement) last.focus();
});

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      const slot = target as HTMLElement;
      if (!isIntersecting) continue;
      near.unobserve(slot);
      fill(slot).catch(() => collapse(slot));
    }
  },
  { rootMargin: '400px' },
);
for (const slot of document.querySelectorAll('.ad')) near.observe(slot);
