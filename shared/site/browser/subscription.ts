/**
 * The script of the pages that mails link to: reads what the link is about, and posts its token when the reader presses a
 * button. The token is in the fragment, which no server and no log gets.
 */
const status = document.querySelector<HTMLElement>('[role=status]');
const shown = document.querySelector<HTMLElement>('[data-shown]');
const form = document.querySelector<HTMLFormElement>('form.choosing');
const buttons = [...document.querySelectorAll<HTMLButtonElement>('button[data-post]')];
const token = new URLSearchParams(location.hash.slice(1)).get('token');
type Answer = { address?: string; sections: string[]; pausedUntil?: string; state?: string };

const say = (words = '') => {
  if (!status) return;
  status.textContent = words;
  status.focus();
};
const told = (key: 'refused' | 'failed' | 'again') => status?.dataset[key];

/**
 * Whether a press is to be repeated: scanners of mail open every link, run its script, and some press what they find, once each.
 * Programs that press for people who cannot press otherwise get on by that.
 */
const isToRepeat = (event: Event, pressed: HTMLElement) => {
  const isByHand = event.isTrusted && !navigator.webdriver;
  if (isByHand || pressed.hasAttribute('data-asked')) return false;
  pressed.dataset.asked = '';
  say(told('again'));
  return true;
};

/** The answer's body; undefined when it is none, which the page says. */
const ask = async (path: string, body: object = {}, method = 'POST'): Promise<Answer | undefined> => {
  const answer = await fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...body }),
  }).catch(() => undefined);
  if (answer?.ok) return answer.json().catch(() => ({ sections: [] }));
  // A refusal is final. After a server error, too many requests or a lost connection the reader can press again.
  const isFinal = answer && answer.status < 500 && answer.status !== 429;
  if (isFinal) hideAll();
  say(told(isFinal ? 'refused' : 'failed'));
  return undefined;
};
/** What is hidden from the beginning keeps its place, so that nothing moves when it shows; what is gone does not. */
const hideAll = () => {
  for (const one of [...buttons, ...(shown ? [shown] : [])]) one.style.display = 'none';
};

const fill = ({ address = '', sections, pausedUntil }: Answer) => {
  const name = document.querySelector('[data-address]');
  if (name) name.textContent = address;
  for (const line of document.querySelectorAll<HTMLElement>('[data-interest]'))
    line.hidden = !sections.includes(line.dataset.interest ?? '');
  if (!form) return;
  for (const box of form.querySelectorAll<HTMLInputElement>('[name=sections]'))
    box.checked = sections.includes(box.value);
  const paused = form.querySelector<HTMLElement>('[data-paused]');
  const until = form.querySelector('[data-until]');
  if (paused) paused.hidden = !pausedUntil;
  if (until && pausedUntil)
    until.textContent = new Date(pausedUntil).toLocaleDateString('bn-BD', { day: 'numeric', month: 'long' });
  const radio = form.querySelector<HTMLInputElement>(`[name=pause][value="${pausedUntil ? '' : 0}"]`);
  if (radio) radio.checked = true;
};

for (const button of buttons)
  button.onclick = async (event) => {
    if (isToRepeat(event, button)) return;
    const { post = '', done } = button.dataset;
    button.disabled = true;
    const answer = await ask(post);
    button.disabled = false;
    if (!answer) return;
    const region = button.parentElement?.querySelector<HTMLElement>('[data-answer]');
    hideAll();
    if (region && shown) {
      region.textContent = JSON.stringify(answer, null, 2);
      region.hidden = false;
      for (const section of shown.querySelectorAll<HTMLElement>('.act'))
        section.hidden = !section.contains(region);
      shown.style.display = '';
    }
    say(done);
  };

if (form)
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (isToRepeat(event, form)) return;
    const data = new FormData(form);
    const sections = data.getAll('sections');
    const pause = data.get('pause');
    if (sections.length === 0) return say(form.dataset.none);
    const change = pause ? { sections, pauseDays: Number(pause) } : { sections };
    const answer = await ask('/api/subscriptions/preferences', change, 'PUT');
    if (!answer) return;
    fill(answer);
    say(form.dataset.done);
  };

/** What the link is about: read before anything can be pressed, so that a link that is no good says so at once. */
const begin = async () => {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-with-token]'))
    link.hash = location.hash;
  const about = shown?.dataset.shown ?? 'token';
  if (about !== 'token') {
    const answer = await ask(`/api/subscriptions/${about}`);
    if (!answer) return;
    if (answer.state === 'ended' || answer.state === 'requested') {
      hideAll();
      return say(told('refused'));
    }
    fill(answer);
  }
  for (const one of [...buttons, ...(shown ? [shown] : [])]) one.hidden = false;
};

if (token) void begin();
else say(told('refused'));
