import { signal } from '@preact/signals';
import { render } from 'preact';
import { persist } from './api/kept.ts';
import { App, type Opening } from './app.tsx';
import { register } from './parts/people.ts';
import { articleScreen, lazyScreen } from './places.ts';
import { articleShown, followLinks, go, path } from './router.ts';
import { openSession, signedIn } from './sign-in/session.ts';
import { chosenLanguage, speak } from './words/words.ts';

const opening = signal<Opening>('opening');

async function open() {
  opening.value = 'opening';
  const address = new URL(location.href);
  // The screen comes while one signs in; it says itself when it cannot be had.
  const screen = articleShown.peek() === undefined ? lazyScreen(path.peek()) : articleScreen;
  void screen?.().catch(() => undefined);
  try {
    const goingTo = await openSession(address);
    if (goingTo !== undefined) go(goingTo, 'replace');
    if (signedIn.value === 'in') {
      void register();
      void persist();
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
