import { signal } from '@preact/signals';
import { render } from 'preact';
import { persist } from './api/kept.ts';
import { request } from './api/request.ts';
import { App, type Opening } from './app.tsx';
import { followLinks, go } from './router.ts';
import { openSession, signedIn } from './sign-in/session.ts';
import { chosenLanguage, speak } from './words/words.ts';

const opening = signal<Opening>('opening');

async function open() {
  opening.value = 'opening';
  const address = new URL(location.href);
  try {
    const goingTo = await openSession(address);
    if (goingTo !== undefined) go(goingTo, 'replace');
    if (signedIn.value === 'in') {
      await request('PUT', '/api/people/me', { body: {} }).catch(() => undefined);
      await persist();
    }
    opening.value = 'open';
  } catch (error) {
    console.warn(String(error));
    const isCallback = address.pathname === '/desk/callback';
    if (isCallback) signedIn.value = 'out';
    if (isCallback) go('/desk/', 'replace');
    opening.value = isCallback ? 'failed' : 'unreachable';
  }
}

// Whoever cannot load their language reads the desk's own.
await speak(chosenLanguage()).catch(() => undefined);
const place = document.getElementById('desk');
if (place) render(<App opening={opening} tryAgain={() => void open()} />, place);
followLinks();
await open();
