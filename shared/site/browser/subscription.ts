/**
 * The script of the confirm and unsubscribe pages: posts the token of the link when the reader presses the button. The
 * token is in the fragment, which no server and no log gets.
 */
const button = document.querySelector<HTMLButtonElement>('button[data-post]');
const status = document.querySelector('[role=status]');
const token = new URLSearchParams(location.hash.slice(1)).get('token');

if (button && status) {
  const say = (key: 'done' | 'refused' | 'failed') => {
    status.textContent = button.dataset[key] ?? '';
    button.hidden = key !== 'failed';
    button.disabled = false;
  };
  button.onclick = async () => {
    button.disabled = true;
    const answer = await fetch(button.dataset.post ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    }).catch(() => undefined);
    // A refusal is final. After a server error, too many requests or a lost connection the reader can press again.
    const isFinal = answer && answer.status < 500 && answer.status !== 429;
    say(answer?.ok ? 'done' : isFinal ? 'refused' : 'failed');
  };
  if (token) button.hidden = false;
  else say('refused');
}
