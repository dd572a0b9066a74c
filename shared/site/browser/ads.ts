import { type Place, pick, type Reader } from '../../ads/pick.ts';
import type { Placement } from '../../ads/placement.ts';

/**
 * Fills the page's slots for ads. What this reader has seen of a line item with a cap is kept in this browser alone;
 * there are no cookies, and nothing is asked of anybody else.
 */
async function fill(slots: HTMLElement[]) {
  const answer = await fetch('/ads/slots.json');
  const all: Placement[] = await answer.json();
  const shown: string[] = [];
  const reader: Reader = { now: nowBy(answer.headers), shown, views };
  for (const slot of slots) {
    const placement = pick(all, placeOf(slot), reader, Math.random());
    if (!placement) collapse(slot);
    else {
      shown.push(placement.id);
      show(placement, slot);
    }
  }
}

/** The time as the CDN has it, in seconds: a reader's own clock may be wrong. */
function nowBy(headers: Headers) {
  const said = Date.parse(headers.get('date') ?? '') / 1000 + Number(headers.get('age'));
  return said || Date.now() / 1000;
}

const boxOf = (slot: HTMLElement) => slot.lastElementChild as HTMLElement;

function placeOf(slot: HTMLElement): Place {
  const { clientWidth: width, clientHeight: height } = boxOf(slot);
  const { slot: name = '', section } = slot.dataset;
  return { slot: name, section, width, height };
}

/** Takes an empty slot away where nobody sees it go; what the reader has in view stays as it stands. */
function collapse(slot: HTMLElement) {
  if (slot.getBoundingClientRect().top >= innerHeight) slot.hidden = true;
  else slot.classList.add('empty');
}

function show({ id, size, asset, html, alt, label, cap }: Placement, slot: HTMLElement) {
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
  ad.onload = () => whenSeen(ad, () => count(id, slot, cap));
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
        call();
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
function count(id: string, { dataset }: HTMLElement, cap: Placement['cap']) {
  void fetch(`/ads/seen?i=${id}&s=${dataset.slot}`, { cache: 'no-store', keepalive: true });
  if (!cap) return;
  const all = memory();
  all[id] = [...(all[id] ?? []), Date.now()].slice(-cap[0]);
  for (const one in all) if (since(all[one], kept).length === 0) delete all[one];
  try {
    localStorage.setItem('ads', JSON.stringify(all));
  } catch {
    // A browser that keeps nothing counts nothing.
  }
}

/** The longest that a cap looks back, in hours. */
const kept = 720;

const since = (all: number[] = [], hours: number) => all.filter((at) => at > Date.now() - hours * 3_600_000);

const views = (id: string, hours: number) => since(memory()[id], hours).length;

/** When this reader saw line items that have a cap. */
function memory(): Record<string, number[]> {
  try {
    return JSON.parse(localStorage.getItem('ads') ?? '{}');
  } catch {
    return {};
  }
}

const slots = [...document.querySelectorAll<HTMLElement>('.ad')];
fill(slots).catch(() => slots.forEach(collapse));
