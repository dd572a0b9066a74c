import { digits } from '../../bangla/digits.ts';
import { gregorianMonths } from '../../bangla/gregorian-months.ts';

// Leads readers on: to what else is published under the tags of an article, and to what is read most. Each is asked for
// when its place comes near the screen, and shown only while that is still below it, so that nothing moves that a reader
// sees. Both are lists that every reader gets alike. Without a script neither is there.

type Line = { path: string; headline: string; at?: string };

/** How many lines a list has. */
const most = 5;

async function ask(path: string): Promise<Response> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

/** The section and the id in the address of an article: the words after them may have changed since a list was made. */
const articleIn = (path: string) => path.split('/', 3).join('/');

const isElsewhere = ({ path }: Line) => articleIn(path) !== articleIn(location.pathname);

/** Fills the lists of a place by their names. Returns whether there is one. */
async function fillMostRead(place: HTMLElement, path: string): Promise<boolean> {
  const lists: Record<string, Line[]> = await (await ask(path)).json();
  for (const list of place.querySelectorAll<HTMLElement>('[data-list]')) {
    const lines = lists[list.dataset.list ?? '']?.filter(isElsewhere).slice(0, most) ?? [];
    list.append(...lines.map((line) => inElement('li', linkTo(line))));
    if (lines.length > 0) (list.parentElement as HTMLElement).hidden = false;
  }
  return place.querySelector('li') !== null;
}

/** Fills a place from the feeds of tags: first what is in most of them, then the newest. */
async function fillRelated(place: HTMLElement, feeds: string[]): Promise<boolean> {
  const answers = await Promise.allSettled(
    feeds.map(async (feed) => linesOf(await (await ask(feed)).text())),
  );
  const all = answers.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])).filter(isElsewhere);
  const shared = new Map<string, Line[]>();
  for (const line of all) shared.set(line.path, [...(shared.get(line.path) ?? []), line]);
  const lines = [...shared.values()]
    .sort(
      ([a, ...otherA], [b, ...otherB]) =>
        otherB.length - otherA.length || ((a?.at ?? '') < (b?.at ?? '') ? 1 : -1),
    )
    .flatMap(([line]) => line ?? [])
    .slice(0, most);
  for (const line of lines) {
    // What is related is not named below once more.
    document
      .querySelector(`.more a[href="${CSS.escape(line.path)}"]`)
      ?.closest('.card')
      ?.remove();
    place.firstElementChild?.append(cardOf(line, place.dataset.zone));
  }
  return lines.length > 0;
}

/** The articles of an RSS feed. */
function linesOf(feed: string): Line[] {
  const items = new DOMParser().parseFromString(feed, 'text/xml').querySelectorAll('item');
  return [...items].map((item) => {
    const textOf = (name: string) => item.querySelector(name)?.textContent ?? '';
    return {
      path: new URL(textOf('link')).pathname,
      headline: textOf('title'),
      at: new Date(textOf('pubDate')).toISOString(),
    };
  });
}

function cardOf(line: Line, timeZone: string | undefined): HTMLElement {
  const time = document.createElement('time');
  time.dateTime = line.at ?? '';
  time.textContent = dateOf(time.dateTime, timeZone);
  const when = inElement('p', time);
  when.className = 'when';
  const card = inElement('article', inElement('h3', linkTo(line)), when);
  card.className = 'card line';
  return card;
}

/** ২ নভেম্বর ২০২৪, as pages have it. */
function dateOf(at: string, timeZone = 'UTC'): string {
  const parts = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
  }).formatToParts(new Date(at));
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return `${digits(part('day'))}\u00A0${gregorianMonths[part('month') - 1]}\u00A0${digits(part('year'))}`;
}

function linkTo({ path, headline }: Line): HTMLElement {
  const link = document.createElement('a');
  link.href = path;
  link.textContent = headline;
  return link;
}

function inElement(name: string, ...inside: HTMLElement[]): HTMLElement {
  const element = document.createElement(name);
  element.append(...inside);
  return element;
}

/** Shows what was filled, once its place is below the screen. */
function show(place: HTMLElement) {
  const list = place.firstElementChild as HTMLElement;
  if (place.getBoundingClientRect().top >= innerHeight) list.hidden = false;
  else addEventListener('scroll', () => show(place), { once: true, passive: true });
}

async function fill(place: HTMLElement) {
  const { from = '', feeds } = place.dataset;
  if (await (feeds ? fillRelated(place, feeds.split(' ')) : fillMostRead(place, from))) show(place);
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      // A list that cannot be read is not shown.
      fill(target as HTMLElement).catch(() => {});
    }
  },
  { rootMargin: '1000px' },
);
for (const place of document.querySelectorAll('.onto')) near.observe(place);
