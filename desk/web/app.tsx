import { type ReadonlySignal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { newsroomRoles } from '../../shared/actor.ts';
import { newsroom } from '../../shared/newsroom.ts';
import { followActivity } from './api/activity.ts';
import { readOnly } from './api/read-only.ts';
import { Lazy } from './parts/lazy.tsx';
import { may } from './parts/roles.tsx';
import { articleScreen, lazyScreen, places, readOnlyNotice } from './places.ts';
import { articleShown, path, screen } from './router.ts';
import { MyWorkScreen } from './screens/my-work-screen.tsx';
import { signedIn, signIn, signInAgain, signOut, who } from './sign-in/session.ts';
import { language, speak, words } from './words/words.ts';

/** How opening the desk went: `failed` is a sign-in, `unreachable` a network that was not there. */
export type Opening = 'opening' | 'open' | 'failed' | 'unreachable';

/** The whole desk: whoever has not signed in sees the way in, everybody else what they work with. */
export function App({ opening, tryAgain }: { opening: ReadonlySignal<Opening>; tryAgain: () => void }) {
  const w = words.value;
  if (opening.value === 'opening') return <p class="alone">{w.loading}</p>;
  if (opening.value === 'unreachable')
    return (
      <main class="alone">
        <p>{w.unreachable}</p>
        <button type="button" onClick={tryAgain}>
          {w.tryAgain}
        </button>
      </main>
    );
  if (!who.value) return <SignIn hasFailed={opening.value === 'failed'} />;
  return <Shell />;
}

function SignIn({ hasFailed }: { hasFailed: boolean }) {
  const w = words.value;
  return (
    <main class="alone">
      <h1>
        {newsroom.name} {w.desk}
      </h1>
      {hasFailed && <p role="alert">{w.signInFailed}</p>}
      <p>{w.signInFirst}</p>
      <button type="button" class="main" onClick={() => void signIn(location.pathname)}>
        {w.signIn}
      </button>
      <LanguageSwitch />
    </main>
  );
}

function LanguageSwitch() {
  const other = language.value === 'bn' ? 'en' : 'bn';
  return (
    <button type="button" class="quiet" lang={other} onClick={() => void speak(other)}>
      {words.value.otherLanguage}
    </button>
  );
}

function Shell() {
  const w = words.value;
  const person = who.value;
  const isOfNewsroom = may(...newsroomRoles);
  useEffect(() => (isOfNewsroom ? followActivity() : undefined), [isOfNewsroom]);
  // From wherever one is, one goes on to an article: also where the network ends meanwhile.
  useEffect(() => void articleScreen().catch(() => undefined), []);
  const main = useRef<HTMLElement>(null);
  const before = useRef(screen.peek());
  useSignalEffect(() => {
    if (screen.value === before.current) return;
    before.current = screen.value;
    main.current?.focus();
  });
  return (
    <>
      <a class="skip" href="#content">
        {w.toContent}
      </a>
      <header class="bar">
        <a class="name" href="/desk/">
          {newsroom.name}
        </a>
        <Menu />
        <div class="person">
          <span class="who">
            {person?.name} <span class="soft">{person?.roles.map((role) => w.role[role]).join(', ')}</span>
          </span>
          <LanguageSwitch />
          <button type="button" class="quiet" onClick={() => void signOut()}>
            {w.signOut}
          </button>
        </div>
      </header>
      {signedIn.value === 'over' && (
        <div class="notice warns" role="alert">
          {w.signInOver}{' '}
          <button type="button" onClick={() => void signInAgain()}>
            {w.signInAgain}
          </button>
        </div>
      )}
      {readOnly.value && <Lazy load={readOnlyNotice} rest="" />}
      <main id="content" tabIndex={-1} ref={main}>
        <Screen />
      </main>
    </>
  );
}

/** Where whoever is signed in works: the daily places in a row, on a phone as many as fit, the others behind one word. */
function Menu() {
  const w = words.value;
  const mine = places.filter((place) => may(...place.for));
  const isShort = mine.length <= mostInBar;
  const groups = Map.groupBy(
    mine.filter(({ group }, i) => group !== 'daily' || i >= mostInBar),
    ({ group }) => group,
  );
  return (
    <nav aria-label={w.desk}>
      {mine
        .filter(({ group }) => group === 'daily' || isShort)
        .map(({ to, name }) => (
          <Place key={to} to={to}>
            {w.place[name]}
          </Place>
        ))}
      {!isShort && (
        <details key={path.value} class="menu" onKeyDown={closeOnEscape}>
          <summary>{w.menu}</summary>
          <div>
            {[...groups].map(([group, some]) => (
              <ul key={group} class={group} aria-label={group === 'daily' ? undefined : w.group[group]}>
                {some.map(({ to, name }) => (
                  <li key={to}>
                    <Place to={to}>{w.place[name]}</Place>
                  </li>
                ))}
              </ul>
            ))}
          </div>
        </details>
      )}
    </nav>
  );
}

/** So few places need no menu; on a phone, as many stand beside it, which its style knows as well. */
const mostInBar = 3;

function closeOnEscape(event: KeyboardEvent) {
  if (event.code !== 'Escape') return;
  const menu = event.currentTarget as HTMLDetailsElement;
  menu.open = false;
  menu.querySelector('summary')?.focus();
}

function Place({ to, children }: { to: string; children: ComponentChildren }) {
  const isHere = path.value === to || (to !== '' && path.value.startsWith(`${to}/`));
  return (
    <a href={`/desk/${to}`} aria-current={isHere ? 'page' : undefined}>
      {children}
    </a>
  );
}

function Screen() {
  const article = articleShown.value;
  if (article !== undefined) return <Lazy key={screen.value} load={articleScreen} rest={article} />;
  const [first = '', ...rest] = path.value.split('/');
  const wanted = first === '' && !may(...newsroomRoles) ? 'ads' : first;
  const lazy = lazyScreen(wanted);
  if (lazy) return <Lazy key={first} load={lazy} rest={rest.join('/')} />;
  return path.value === '' ? <MyWorkScreen /> : <p>{words.value.noSuchPage}</p>;
}
