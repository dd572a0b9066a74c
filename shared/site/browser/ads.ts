import { pick } from '../../ads/pick.ts';
import type { Placement } from '../../ads/placement.ts';

// Fills the page's ad slots, each when it comes near the screen, so that nothing is fetched that nobody sees and
// nothing is chosen from an old file. Views of a line item with a frequency cap are stored in this browser alone; there
// are no cookies, and no requests to third parties.

/** The placements, and the time by the CDN's clock in epoch seconds: a reader's own clock may be wrong. */
type File = { all: Placement[]; now: () => number };

/** Milliseconds before the file is read again: as long as the CDN may cache it. */
const lifetime = 30_000;

let file: Promise<File> | undefined;
let readAt = 0;

function latest(): Promise<File> {
  if (!file || performance.now() - readAt > lifetime) {
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
  const now = () => said + (performance.now() - from) / 1000;
  keepRoom(items.filter((one) => one.from <= now() && now() < one.until));
  return { all: items, now };
}

/** The next pages of this visit keep room for the slots of these placements before they are drawn. */
function keepRoom(flying: Placement[]) {
  try {
    sessionStorage.setItem('slots', [...new Set(flying.map(({ slot }) => slot))].join(' '));
  } catch {
    // A browser without storage keeps none.
  }
}

/** Ids of the ads shown on this page. */
const shown: string[] = [];

async function fill(slot: HTMLElement) {
  const { all, now } = await latest();
  const mayOpen = slot.offsetHeight > 0 || isUnseen(slot);
  if (mayOpen) slot.classList.add('open');
  const { clientWidth: width, clientHeight: height } = boxOf(slot);
  const { slot: name = '', section } = slot.dataset;
  const placement = pick(
    all,
    { slot: name, section, width, height },
    { now: now(), shown, views },
    Math.random(),
  );
  if (!placement || !mayOpen) return collapse(slot);
  shown.push(placement.id);
  show(placement, slot, now);
}

const boxOf = (slot: HTMLElement) => slot.lastElementChild as HTMLElement;

/** Whether a slot without room can get some and nothing that the reader sees moves: below the screen, or beside the text. */
const isUnseen = (slot: HTMLElement) =>
  slot.getBoundingClientRect().top >= innerHeight || getComputedStyle(slot).position === 'absolute';

/**
 * Removes an empty slot that the reader has not seen; one on the screen keeps its height, so that nothing they see moves.
 */
function collapse(slot: HTMLElement) {
  boxOf(slot).replaceChildren();
  if (slot.offsetHeight === 0 || isUnseen(slot)) slot.hidden = true;
  else slot.classList.add('empty');
}

function show(placement: Placement, slot: HTMLElement, now: () => number) {
  const { id, size, asset, html, alt, label } = placement;
  const [width = '', height = ''] = size.split('x');
  const link = document.createElement('a');
  link.href = `/go/${id}/${slot.dataset.slot}`;
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
  const onView = () => (now() < placement.until ? count(placement, slot) : collapse(slot));
  // Only once, because HTML may reload itself.
  ad.addEventListener('load', () => whenViewed(ad, onView), { once: true });
  ad.src = (html ? '/frames/' : '/media/') + asset;
  if (label) slot.firstElementChild?.append(` · ${label}`);
}

/** Calls back once, when half of the ad has been in view for a second in a visible window. */
function whenViewed(ad: Element, call: () => void) {
  let timer: ReturnType<typeof setTimeout>;
  const observer = new IntersectionObserver(
    (entries) => {
      clearTimeout(timer);
      if ((entries.at(-1)?.intersectionRatio ?? 0) < 0.5) return;
      timer = setTimeout(() => {
        observer.disconnect();
        document.removeEventListener('visibilitychange', restart);
        if (ad.isConnected) call();
      }, 1000);
    },
    { threshold: 0.5 },
  );
  // An observer reports nothing while the window is hidden, so it is restarted when the window is visible again.
  const restart = () => {
    clearTimeout(timer);
    observer.disconnect();
    observer.observe(ad);
  };
  document.addEventListener('visibilitychange', restart);
  observer.observe(ad);
}

/** Sends one tiny request that the CDN logs: impressions are counted from that log. */
function count({ id, cap }: Placement, { dataset }: HTMLElement) {
  void fetch(`/ads/seen/${id}/${dataset.slot}`, { cache: 'no-store', keepalive: true });
  if (!cap) return;
  const all = memory();
  all[id] = [...since(all[id], longestCap), Date.now()].slice(-cap[0]);
  for (const one in all) if (since(all[one], longestCap).length === 0) delete all[one];
  try {
    localStorage.setItem('ads', JSON.stringify(all));
  } catch {
    // A browser without storage has no frequency caps.
  }
}

/** The longest time a frequency cap covers, in hours. */
const longestCap = 720;

/** The views of the last hours. Storage may hold anything, so only recent times are counted. */
const since = (all: unknown, hours: number): number[] =>
  Array.isArray(all) ? all.filter((at) => at > Date.now() - hours * 3_600_000) : [];

const views = (id: string, hours: number) => since(memory()[id], hours).length;

/** The times at which this reader saw line items with a frequency cap, by id. */
function memory(): Record<string, unknown> {
  try {
    return Object(JSON.parse(localStorage.getItem('ads') ?? '{}'));
  } catch {
    return {};
  }
}

// No ad needs the keyboard. HTML that takes the focus is removed, and the focus goes back to where the reader was.
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
