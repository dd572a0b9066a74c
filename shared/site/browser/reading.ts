// What an article's page does when a reader asks: plays in place what is embedded, and copies the page's address. Nobody but
// this site is asked for anything before; without a script what is embedded is a link, and the address is in its bar.

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return;
  const link = event.target.closest<HTMLAnchorElement>('a[data-frame]');
  // Whoever wants another tab gets the provider's page.
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  play(link);
});

/** Puts the provider's frame in place of the panel. The link stays below it, should the frame show nothing. */
function play(link: HTMLAnchorElement) {
  const frame = document.createElement('iframe');
  frame.title = link.textContent;
  frame.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture';
  // It may open its own page in a tab, but not lead this one anywhere.
  frame.setAttribute(
    'sandbox',
    'allow-scripts allow-same-origin allow-presentation allow-popups allow-popups-to-escape-sandbox',
  );
  frame.src = link.dataset.frame ?? '';
  const caption = link.nextElementSibling;
  link.replaceWith(frame);
  delete link.dataset.frame;
  caption?.replaceChildren(link);
  frame.focus();
}

// Scripts of this kind run when the page is there. A browser has no clipboard for pages that came without encryption.
const copy = document.querySelector<HTMLButtonElement>('[data-address]');
const words = copy?.textContent;
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.onclick = async () => {
    const { address = '', copied = '', failed = '' } = copy.dataset;
    copy.textContent = await navigator.clipboard.writeText(address).then(
      () => copied,
      () => failed,
    );
    copy.onblur = () => {
      copy.textContent = words ?? '';
    };
  };
}
