// Shows a page as its reader set it: light or dark, how large, and with room for ads where this browser has seen that some
// are booked. It runs in the head before anything is drawn, so nothing flashes or moves. What is set stays in this browser;
// without a script pages are as the system says.

const root = document.documentElement;

/** What this browser keeps under a name: nothing, where it keeps nothing. The style knows the values that have a meaning. */
function kept(store: 'localStorage' | 'sessionStorage', name: string): string {
  try {
    return window[store].getItem(name) ?? '';
  } catch {
    return '';
  }
}

for (const name of ['theme', 'size']) root.dataset[name] = kept('localStorage', name);
root.dataset.slots = kept('sessionStorage', 'slots');

// A browser leaves a link that the keyboard comes to half outside a line that scrolls.
addEventListener('focusin', ({ target }) => {
  if (target instanceof Element && target.matches('.sections :focus-visible'))
    target.scrollIntoView({ inline: 'center', block: 'nearest' });
});

addEventListener('DOMContentLoaded', () => {
  const controls = document.querySelector<HTMLElement>('.display');
  if (!controls) return;
  const mark = () => {
    for (const button of controls.querySelectorAll('button'))
      button.ariaPressed = String(root.dataset[button.name] === button.value);
  };
  controls.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    const { name, value } = target;
    root.dataset[name] = value;
    mark();
    try {
      localStorage.setItem(name, value);
    } catch {
      // It holds for this page.
    }
  });
  mark();
  controls.hidden = false;
});
