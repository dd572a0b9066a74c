import type { ListedMail, MailPage, Ses, TagCount } from 'embedded-aws';
import { layout, pathTo, when } from './layout.ts';
import { html } from './markup.ts';

/** How many mails a page has. */
const perPage = 200;
/** How many mailings are counted on it. */
const mailingsShown = 30;
/** The tag by which our functions name the mailing that a mail belongs to. */
const mailingTag = 'm';

/** The list of mails, the newest first: `q` searches them, `mailing` is one of them, `before` leads to older ones. */
export function listPage(ses: Ses, query: URLSearchParams): Buffer {
  const search = (query.get('q') ?? '').trim().slice(0, 200);
  const mailing = query.get('mailing') ?? undefined;
  const before = Number(query.get('before')) || undefined;
  const page = ses.page({
    limit: perPage,
    ...(before === undefined ? {} : { before }),
    ...(search ? { search } : {}),
    ...(mailing ? { tag: { name: mailingTag, value: mailing } } : {}),
  });
  const counts = ses.countsOf(mailingTag);
  const asked = { q: search, mailing };
  return layout(
    'Mailbox',
    html`<h1><a href="${pathTo('')}">Mailbox</a></h1>
<form class="search" action="${pathTo('')}" role="search">
<input type="search" name="q" value="${search}" aria-label="Search mails" placeholder="Subject, text, address, header or mailing">
${mailing && html`<input type="hidden" name="mailing" value="${mailing}">`}<button>Search</button></form>
${mailing && html`<p>Only of <b>${mailing}</b>. <a href="${pathTo('', { q: search })}">All mails</a></p>`}
<main>${listOf(page, search)}
${page.before !== undefined && html`<p><a rel="next" href="${pathTo('', { ...asked, before: String(page.before) })}">Older mails</a></p>`}
</main>
${counts.length > 0 && countsTable(counts, mailing)}`,
  );
}

const listOf = ({ mails }: MailPage, search: string) =>
  mails.length === 0
    ? html`<p>${search ? 'No mail has this.' : 'No mail yet.'}</p>`
    : html`<table><thead><tr><th scope="col">Sent</th><th scope="col" class="to">To</th><th scope="col">Subject</th></tr></thead>
<tbody>${mails.map(row)}</tbody></table>`;

const row = ({ id, at, to, subject }: ListedMail) =>
  html`<tr><td class="when">${when(at)}</td><td class="to">${to.join(', ')}</td><td lang="bn"><a href="${pathTo(`/${id}`)}">${subject || '(no subject)'}</a></td></tr>
`;

/** What is counted of a mailing, besides the mails that went out. */
const counted = ['bounced', 'bounced for now', 'complained about', 'suppressed', 'rejected', 'not rendered'];

const countsTable = (counts: readonly TagCount[], mailing: string | undefined) =>
  html`<h2>Mailings</h2>
<table><thead><tr><th scope="col">Mailing</th><th scope="col" class="number">Mails</th>${counted.map((what) => html`<th scope="col" class="number">${what}</th>`)}<th scope="col">Last</th></tr></thead>
<tbody>${counts.slice(0, mailingsShown).map(
    ({ value, mails, outcomes, lastAt }) =>
      html`<tr><td>${value === mailing ? value : html`<a href="${pathTo('', { mailing: value })}">${value}</a>`}</td><td class="number">${mails}</td>${counted.map((what) => html`<td class="number">${outcomes[what] ?? 0}</td>`)}<td class="when">${when(lastAt)}</td></tr>
`,
  )}</tbody></table>
${counts.length > mailingsShown && html`<p class="soft">The newest ${mailingsShown} of ${counts.length}.</p>`}`;
