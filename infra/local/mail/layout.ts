import { newsroom } from '../../../shared/newsroom.ts';
import { fontFaces } from './font.ts';
import { html, type Markup } from './markup.ts';

/** What every page of the mailbox looks like. Its own words are English; mails are in the language of the newsroom. */
export const layout = (title: string, content: Markup): Buffer =>
  Buffer.from(
    html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>${{ markup: fontFaces() + style }}</style></head>
<body>${content}</body>
</html>
`.markup,
  );

const style = `
:root{color-scheme:light dark;--line:light-dark(#ddd,#3a3a3a);--soft:light-dark(#5c5c5c,#a8a8a8);--ground:light-dark(#f6f6f4,#242424);--link:light-dark(#0b5394,#8ab8f0)}
*{box-sizing:border-box}
body{font:16px/1.6 "Noto Serif Bengali",system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1.5rem 1rem 4rem}
a{color:var(--link)}
h1{font-size:1.3rem;margin:0 0 1rem}
h1 a{color:inherit;text-decoration:none}
h2{font-size:1rem;margin:1.5rem 0 .5rem}
form.search{display:flex;gap:.5rem;margin:0 0 1rem}
input[type=search]{flex:1;min-width:0;max-width:30rem}
input,button{font:inherit;padding:.3rem .7rem;border:1px solid var(--line);border-radius:.3rem;background:var(--ground);color:inherit}
button{cursor:pointer}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.35rem .8rem .35rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
th{font-weight:600;color:var(--soft);white-space:nowrap}
thead th{border-top:0}
th[scope=row]{width:1%;padding-right:2rem}
td:first-child{min-width:9rem}
.when{width:1%;white-space:nowrap;color:var(--soft);font-variant-numeric:tabular-nums}
.number{text-align:right;white-space:normal}
.soft{color:var(--soft)}
.tabs{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;margin:1rem 0;padding:.5rem .8rem;background:var(--ground);border-radius:.3rem}
.tabs [aria-current]{font-weight:700;color:inherit;text-decoration:none}
.acts{display:flex;flex-wrap:wrap;gap:.5rem}
.note{border-left:3px solid var(--link);padding:.2rem .8rem;margin:1rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
iframe{display:block;box-sizing:content-box;border:1px solid var(--line);max-width:calc(100% - 2px);height:44rem;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;border:1px solid var(--line);padding:1rem;margin:0}
@media (max-width:40rem){.to{display:none}}
`;

/** When something happened, in the time of the newsroom. */
export const when = (at: string) =>
  new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: newsroom.timeZone,
  }).format(new Date(at));

/** A path of the mailbox with what is asked for; what is undefined or empty is left out. */
export function pathTo(path: string, asked: Record<string, string | undefined> = {}): string {
  const given = Object.entries(asked).filter((one): one is [string, string] => Boolean(one[1]));
  const query = new URLSearchParams(given).toString();
  return `/__local/mail${path}${query && `?${query}`}`;
}
