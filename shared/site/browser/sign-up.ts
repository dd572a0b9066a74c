/** The script of the sign-up form: sends it in place, and says beside each field what is wrong with it. */
const form = document.querySelector<HTMLFormElement>('form.sign-up');

if (form) {
  const status = form.querySelector<HTMLElement>('[role=status]');
  const fields = form.querySelector<HTMLElement>('.fields');
  const button = form.querySelector('button');
  const words = form.dataset;

  const mark = (name: string, says?: string) => {
    const mistake = document.getElementById(`wrong-${name}`);
    const input = form.querySelector<HTMLElement>(`[name=${name}]`);
    const marked = name === 'sections' ? input?.closest('fieldset') : input;
    if (!mistake || !input || !marked) return;
    mistake.hidden = says === undefined;
    if (says) mistake.textContent = says;
    if (says === undefined) {
      marked.removeAttribute('aria-invalid');
      marked.removeAttribute('aria-describedby');
      return;
    }
    marked.setAttribute('aria-invalid', 'true');
    marked.setAttribute('aria-describedby', mistake.id);
    input.focus();
  };
  const say = (text = '') => {
    if (!status) return;
    status.textContent = text;
    if (text) status.focus();
  };

  form.noValidate = true;
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (button?.disabled) return;
    const data = new FormData(form);
    const sections = data.getAll('sections');
    const { address, note, page, wording } = Object.fromEntries(data);
    for (const name of ['address', 'sections']) mark(name);
    say();
    const isAddress = /^\s*\S+@\S+\.\S+\s*$/.test(String(address));
    if (!isAddress) mark('address', '');
    if (sections.length === 0) mark('sections', '');
    if (!isAddress || sections.length === 0) return;
    if (button) button.disabled = true;
    const body = { address, sections, note, page, wording, shownFor: Math.round(performance.now()) };
    const answer = await fetch('/api/subscriptions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    const problem = await answer?.json().catch(() => undefined);
    if (button) button.disabled = false;
    if (answer?.ok) {
      if (fields) fields.hidden = true;
      return say(words.done);
    }
    const [wrong] = problem?.errors ?? [];
    if (wrong?.pointer === '/address') mark('address', wrong.detailBn);
    else say(words.failed);
  };
}
