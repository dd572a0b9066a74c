import type { Browser, Page, Request, Route } from 'playwright-core';
import { expect } from 'vitest';
import type { Block } from '../../shared/articles/body.ts';
import { plainText } from '../../shared/articles/body.ts';
import type { ADesk } from '../journeys/a-desk.ts';
import { atTheDesk } from './at-the-desk.ts';

type Copy = { headline: string; body: Block[]; state: string; version: number };
/** How the next request about the article ends: its answer comes, comes when it is let through, or is lost on the way. */
type Answered = 'now' | 'held' | 'lost';

/** Milliseconds after which what was typed is on the device, whatever becomes of the tab. */
const keptAfter = 500;
const writer = 'mitu';
const textOf = ({ headline, body }: Pick<Copy, 'headline' | 'body'>) => `${headline}\n${plainText(body)}`;

/**
 * An editor who writes one article in a browser of their own, the others who work on it, and all that can happen to both. The
 * page's time stands, but for what a step lets pass; every step waits until the page has nothing more to ask.
 */
export async function aWriter(desk: ADesk, browser: Browser) {
  const { cloud, people } = desk;
  const id = await desk.file({ headline: 'শিরোনাম', body: ['শুরু।', 'মাঝ।', 'শেষ।'].map(paragraph) });
  const { context, page: first, faults } = await atTheDesk(desk, browser, writer);
  const path = `/api/articles/${id}`;
  let page: Page = first;
  let serial = 0;
  let next: Answered = 'now';
  let isOffline = false;
  let clicks = 0;
  /** Words by who wrote them. Those that somebody saw and let go are taken out. */
  const [mine, theirs, fresh] = [new Set<string>(), new Set<string>(), new Set<string>()];
  /** Versions that were approved, and the saves of those that were agreed to. */
  const [approved, agreed] = [new Set<number>(), new Set<string>()];
  const [asking, held] = [new Set<Request>(), new Map<Request, () => Promise<void>>()];
  const did = { typed: 0, saves: 0, conflicts: 0, voided: 0, killed: 0, signedOut: 0 };

  context.on('weberror', (error) => faults.push(String(error.error())));
  context.on('request', (request) => {
    asking.add(request);
    const { 'idempotency-key': key = '', 'if-match': version = '' } = request.headers();
    if (request.method() !== 'PUT' || !request.url().endsWith(path)) return;
    did.saves += 1;
    if (!approved.has(Number(version.replaceAll('"', ''))) || agreed.has(key)) return;
    if (clicks === 0) faults.push(`voids the approval of version ${version} that nobody agreed to`);
    clicks -= 1;
    did.voided += 1;
    agreed.add(key);
  });
  context.on('requestfinished', (request) => asking.delete(request));
  context.on('requestfailed', (request) => asking.delete(request));
  // What a page was still asking when it went is told of by nobody.
  context.on('page', (other) => other.on('close', () => asking.clear()));
  // The browser's own switch does not come back once a tab of it has crashed.
  await context.route(
    ({ pathname }) => pathname.startsWith('/api/') || pathname.startsWith('/__local/identity/'),
    (route) => (isOffline ? route.abort('internetdisconnected') : route.continue()),
  );
  await context.route(
    ({ pathname }) => pathname === path || [`${path}/submit`, `${path}/return`].includes(pathname),
    async (route: Route) => {
      if (next === 'now' || isOffline) return route.fallback();
      const how = next;
      next = 'now';
      const answer = await route.fetch();
      if (how === 'lost') return route.abort('connectionreset');
      held.set(route.request(), () => route.fulfill({ response: answer }).catch(() => undefined));
      return undefined;
    },
  );
  await context.clock.pauseAt(cloud.clock.now() + 600_000);

  const pass = (milliseconds: number) => context.clock.runFor(milliseconds);
  const until = (is: () => Promise<boolean>) =>
    expect
      .poll(
        async () => {
          await pass(20);
          return is();
        },
        { interval: 10 },
      )
      .toBe(true);
  /** Until the page has what it asked for, and has drawn it. */
  const rest = async () => {
    for (let quiet = 0; quiet < 3; )
      await until(async () => {
        quiet = [...asking].every((request) => held.has(request)) ? quiet + 1 : 0;
        return true;
      });
  };
  const body = () => page.getByRole('textbox', { name: 'মূল লেখা' });
  const headline = () => page.locator('#field-headline');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const isShown = (name: string) => button(name).isVisible();
  const isOpen = async () => (await headline().count()) > 0 && (await body().count()) > 0;
  const forget = () => {
    asking.clear();
    held.clear();
    next = 'now';
  };
  const paused = async (milliseconds: number) => {
    await context.clock.fastForward(milliseconds);
    await rest();
  };

  /** Opens the article in a tab, through the sign-in if need be. */
  const enter = async () => {
    await until(async () => {
      if (await isShown('প্রবেশ করুন')) await button('প্রবেশ করুন').click();
      const me = page.locator(`button[value=${writer}]`);
      if (await me.isVisible()) await me.click();
      return isOpen();
    });
    await rest();
  };
  const atHome = async () => {
    if (isOffline) await page.evaluate(() => setTimeout(() => dispatchEvent(new Event('online'))));
    isOffline = false;
  };
  const dismiss = async () => {
    if (await isShown('না, থাক')) await button('না, থাক').click();
    await pass(50);
  };

  const type = async (where: 'headline' | number) => {
    await dismiss();
    if (!(await isOpen()) || (await body().getAttribute('contenteditable')) !== 'true') return;
    const word = `আমি${++serial}।`;
    if (where === 'headline') {
      await headline().focus();
      await page.keyboard.press('Control+End');
    } else {
      const lines = body().locator(':scope > p');
      await lines.nth(Math.min(where, (await lines.count()) - 1)).click();
      await page.keyboard.press('End');
    }
    await page.keyboard.insertText(` ${word}`);
    for (const one of [mine, fresh]) one.add(word);
    did.typed += 1;
    await pass(50);
  };

  const copy = async () => (await desk.get(id)) as unknown as Copy;
  const othersSave = async (change: (copy: Copy, word: string) => Partial<Copy>) => {
    const word = `অন্য${++serial}।`;
    theirs.add(word);
    // A save of the page may still be under way: who comes second reads again, and overwrites nobody.
    for (;;) {
      const now = await copy();
      const { headline, body } = { ...now, ...change(now, ` ${word}`) };
      const { status } = await people.rumana.put(
        path,
        { section: 'national', headline, body },
        { 'if-match': `"${now.version}"` },
      );
      if (status === 200) return;
      expect(status).toBe(412);
    }
  };
  const othersApprove = async () => {
    const { state } = await copy();
    if (state === 'draft') await desk.step('rumana', id, 'submit');
    if (state !== 'draft' && state !== 'submitted') return;
    const publishAt = new Date(cloud.clock.now() + 30 * 24 * 3_600_000).toISOString();
    await desk.step('kamal', id, 'approve', { publishAt });
    approved.add((await copy()).version);
  };

  /** Takes one of the two wherever both wrote; of the text both, where that is wanted. What is seen and not taken is let go. */
  const choose = async (whose: 'mine' | 'theirs' | 'both') => {
    await dismiss();
    const places = page.locator('fieldset.versions');
    const wordsIn = (text: string): readonly string[] => text.match(/(আমি|অন্য)\d+।/g) ?? [];
    const all = await places.all();
    for (const place of all) {
      const choices = place.getByRole('radio');
      const isBoth = whose === 'both' && (await choices.count()) > 2;
      const [ours = '', others = ''] = await place.locator('.version').allTextContents();
      await choices.nth(isBoth ? 2 : whose === 'theirs' ? 1 : 0).check();
      if (isBoth) continue;
      const [kept, left] = whose === 'theirs' ? [others, ours] : [ours, others];
      for (const word of wordsIn(left))
        if (!kept.includes(word)) for (const one of [mine, theirs, fresh]) one.delete(word);
    }
    if (all.length === 0) return;
    did.conflicts += 1;
    await pass(50);
    await button('এভাবে এগিয়ে যান').click();
  };

  const save = async () => {
    await dismiss();
    await page.keyboard.press('Control+s');
  };
  const agree = async () => {
    if (await isShown('খসড়া করে সংরক্ষণ')) return button('খসড়া করে সংরক্ষণ').click();
    if (!(await isShown('অনুমোদন বাতিল করে সংরক্ষণ'))) return;
    clicks += 1;
    await button('অনুমোদন বাতিল করে সংরক্ষণ').click();
  };
  const step = async () => {
    await dismiss();
    for (const name of ['ডেস্কে জমা দিন', 'ফেরত দিন']) {
      const offered = page.locator('.steps').getByRole('button', { name, exact: true });
      if ((await offered.count()) === 0 || (await offered.isDisabled())) continue;
      await offered.click();
      await pass(50);
      const form = page.getByRole('dialog');
      const note = form.getByLabel('ফেরত দেওয়ার কারণ');
      if (await note.isVisible()) await note.fill('সূত্র?');
      await form.getByRole('button', { name, exact: true }).click();
      await rest();
      return dismiss();
    }
  };
  /** Nobody is told: the refresh token is revoked, and the access token ends. */
  const signOut = async () => {
    const token = await page.evaluate(() => sessionStorage.getItem('khobor.refresh'));
    const { revoke, client } = (await (await fetch(`${cloud.url}/desk/settings.json`)).json()) as {
      revoke: string;
      client: string;
    };
    if (token)
      await fetch(revoke, { method: 'POST', body: new URLSearchParams({ client_id: client, token }) });
    did.signedOut += 1;
    await cloud.turnBy(61 * 60_000);
    await desk.signIn();
  };
  const signIn = async () => {
    await dismiss();
    if (!(await isShown('আবার প্রবেশ করুন'))) return;
    const [popup] = await Promise.all([context.waitForEvent('page'), button('আবার প্রবেশ করুন').click()]);
    await until(async () => {
      const me = popup.locator(`button[value=${writer}]`);
      if (!popup.isClosed() && (await me.isVisible().catch(() => false))) await me.click().catch(() => {});
      return popup.isClosed();
    });
  };
  const kill = async () => {
    // What was typed in the last half second may go with it.
    for (const word of fresh) mine.delete(word);
    fresh.clear();
    did.killed += 1;
    const devtools = await context.newCDPSession(page);
    const [dead, crashed] = [page, page.waitForEvent('crash')];
    devtools.send('Page.crash').catch(() => undefined);
    await crashed;
    forget();
    isOffline = false;
    page = await context.newPage();
    void dead.close().catch(() => undefined);
    await page.goto(`/desk/articles/${id}`);
    await enter();
  };
  const reload = async () => {
    forget();
    isOffline = false;
    await page.reload();
    await enter();
  };

  const acts = {
    'type at the beginning': () => type(0),
    'type at the end': () => type(2),
    'type a headline': () => type('headline'),
    'half a second': async () => {
      await pass(keptAfter);
      fresh.clear();
    },
    'half a minute': async () => {
      await paused(30_000);
      fresh.clear();
    },
    save,
    'yes, void it': agree,
    'no, keep it': dismiss,
    step,
    'others save at the beginning': () => othersSave(({ body }, word) => ({ body: written(body, 0, word) })),
    'others save in the middle': () => othersSave(({ body }, word) => ({ body: written(body, 1, word) })),
    'others save a headline': () => othersSave(({ headline }, word) => ({ headline: headline + word })),
    'others approve': othersApprove,
    'lease taken': async () => {
      await people.kamal.post(`${path}/lease`, { takeOver: true });
    },
    offline: async () => {
      isOffline = true;
    },
    online: atHome,
    'lose an answer': async () => {
      next = 'lost';
    },
    'hold an answer': async () => {
      next = 'held';
    },
    deliver: async () => {
      for (const answer of held.values()) await answer();
      held.clear();
    },
    'signed out': signOut,
    'sign in': signIn,
    reload,
    'tab killed': kill,
    'choose mine': () => choose('mine'),
    'choose theirs': () => choose('theirs'),
    'choose both': () => choose('both'),
  } as const;

  const shown = async () => `${await headline().inputValue()}\n${await body().textContent()}`;
  /** What was lost or overwritten until now. */
  const check = async () => {
    const saved = textOf(await copy()).normalize('NFC');
    for (const word of theirs) if (!saved.includes(word.normalize('NFC'))) faults.push(`overwrote ${word}`);
    if (!(await isOpen())) return;
    const here = (await shown()).normalize('NFC');
    for (const word of mine) if (!here.includes(word.normalize('NFC'))) faults.push(`lost ${word}`);
  };
  /** A connection, a sign-in, answers, and somebody who chooses and saves: then the newsroom has it all. */
  const settle = async () => {
    await act('online');
    for (let round = 0; round < 6; round += 1) {
      for (const what of ['deliver', 'sign in', 'choose both', 'save', 'yes, void it'] as const)
        await act(what);
      await paused(61_000);
      await check();
      if (await page.getByText('সব সংরক্ষিত').isVisible()) break;
    }
    const saved = textOf(await copy()).normalize('NFC');
    for (const word of [...mine, ...theirs])
      if (!saved.includes(word.normalize('NFC'))) faults.push(`did not save ${word}`);
  };
  const act = async (what: keyof typeof acts) => {
    await acts[what]();
    await rest();
  };

  await page.goto(`/desk/articles/${id}`);
  await enter();
  return {
    act,
    check,
    settle,
    did,
    /** What the network does is no fault of the page. */
    faults: () => faults.filter((fault) => !fault.startsWith('Failed to load resource')),
    close: () => context.close(),
  };
}

/** What may happen to somebody who writes. */
export type Happening = Parameters<Awaited<ReturnType<typeof aWriter>>['act']>[0];

const paragraph = (text: string): Block => ({ kind: 'paragraph', spans: [{ text }] });

function written(body: readonly Block[], at: number, word: string): Block[] {
  const place = Math.min(at, Math.max(0, body.length - 1));
  const old = body[place];
  return body.with(place, paragraph(`${old ? plainText([old]) : ''}${word}`));
}
