import { cut } from '../bangla/cut.ts';
import { newsroom } from '../newsroom.ts';

/** A mail as text and HTML, before it is addressed. */
export type Letter = { subject: string; text: string; html: string };

type Link = { link: string; label: string };

/** What a letter says, as people wrote it: whoever makes HTML of it escapes it. */
export type Parts = {
  subject: string;
  /** A word above the headline. */
  kicker?: string;
  headline: string;
  paragraphs: readonly string[];
  button: Link;
  /** In small letters below: who wrote it, and when. */
  aside?: string;
  /** Why the reader gets it. */
  why: string;
  links?: readonly Link[];
};

/** Letters of a subject: phones show fewer. */
const longestSubject = 70;

/** The letter of these parts, in the look of the paper, for phones and for Outlook, in light and in the dark. */
export const letter = (parts: Parts): Letter => ({
  subject: cut(oneLine(parts.subject), longestSubject),
  text: textOf(parts),
  html: htmlOf(parts),
});

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

const { name, motto, imprint } = newsroom;

function textOf({ headline, paragraphs, button, aside, why, links = [] }: Parts): string {
  const said = ({ label, link }: Link) => `${label}: ${link}`;
  const body = [headline, ...paragraphs, said(button), ...(aside ? [aside] : [])];
  const foot = [why, ...links.map(said), `${name}, ${imprint.publisher}, ${imprint.address}`];
  return `${[...body, '--', ...foot].join('\n\n')}\n`;
}

/** Fonts that Bengali phones, Macs and Windows have; mail programs load none from the network. */
const fonts =
  "'Noto Serif Bengali','Noto Sans Bengali','Kohinoor Bangla','Bangla Sangam MN','Nirmala UI',Vrinda,serif";

/** What mail programs must have on each element, because some drop the sheet of the head. */
const style = {
  body: 'margin:0;padding:0;background:#f3f0ea',
  card: 'width:100%;max-width:600px;background:#fffdf8;border-collapse:collapse',
  name: `font-family:${fonts};font-size:22px;line-height:36px;font-weight:700;color:#1b1b1b;text-decoration:none`,
  kicker: `margin:0 0 4px;font-family:${fonts};font-size:16px;line-height:27px;font-weight:700;color:#8c1515`,
  headline: `margin:0 0 12px;font-family:${fonts};font-size:24px;line-height:39px;font-weight:700;color:#1b1b1b`,
  text: `margin:0 0 16px;font-family:${fonts};font-size:17px;line-height:29px;color:#1b1b1b`,
  button: `display:inline-block;padding:11px 24px;background:#8c1515;font-family:${fonts};font-size:17px;line-height:28px;font-weight:700;color:#fffdf8;text-decoration:none`,
  small: `margin:0 0 10px;font-family:${fonts};font-size:14px;line-height:24px;color:#474747`,
} as const;

/** In the dark; Outlook for Windows has fonts of its own, and cuts off vowel signs where lines are exact. */
const head = `<style>:root{color-scheme:light dark}@media(prefers-color-scheme:dark){.g{background:#121316!important}.c{background:#1b1d20!important}.t,.t a{color:#f2efe8!important}.s,.s a{color:#cfcabf!important}.k{color:#ffb4a6!important}.b{background:#f2efe8!important;color:#1b1d20!important}}</style><!--[if mso]><style>*{font-family:'Nirmala UI',sans-serif!important;mso-line-height-rule:at-least}</style><![endif]-->`;

const row = (padding: string, inner: string) => `<tr><td style="padding:${padding}">${inner}</td></tr>`;

function htmlOf({ subject, kicker, headline, paragraphs, button, aside, why, links = [] }: Parts): string {
  const says = (text: string) => escaped(text).replaceAll('\n', '<br>');
  const paragraph = (text: string) => `<p class="t" style="${style.text}">${says(text)}</p>`;
  const small = (html: string) => `<p class="s" style="${style.small}">${html}</p>`;
  const anchor = ({ link, label }: Link) =>
    `<a href="${escaped(link)}" style="color:#474747">${says(label)}</a>`;
  const body = [
    ...(kicker ? [`<p class="k" style="${style.kicker}">${says(kicker)}</p>`] : []),
    `<h1 class="t" style="${style.headline}">${says(headline)}</h1>`,
    ...paragraphs.map(paragraph),
    `<p style="margin:0 0 20px"><a class="b" href="${escaped(button.link)}" style="${style.button}">${says(button.label)}</a></p>`,
    ...(aside ? [small(says(aside))] : []),
  ];
  const foot = [
    small(says(why)),
    ...(links.length > 0 ? [small(links.map(anchor).join(' &nbsp;·&nbsp; '))] : []),
    small(says(`${name}, ${imprint.publisher}, ${imprint.address}`)),
  ];
  const preview = paragraphs[0] ? says(paragraphs[0]) : '';
  return `<!doctype html><html lang="bn"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${says(oneLine(subject))}</title>${head}</head><body class="g" style="${style.body}"><div style="display:none;max-height:0;overflow:hidden">${preview}</div><table role="presentation" class="g" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f0ea"><tr><td align="center" style="padding:16px 8px"><!--[if mso]><table role="presentation" width="600"><tr><td><![endif]--><table role="presentation" class="c" cellpadding="0" cellspacing="0" style="${style.card}">${row('16px 24px 12px', `<span class="t" style="${style.name}">${says(name)}</span><br><span class="s" style="${style.small}">${says(motto)}</span>`)}${row('20px 24px 8px;border-top:2px solid #8c1515', body.join(''))}${row('16px 24px 12px;border-top:1px solid #d8d2c6', foot.join(''))}</table><!--[if mso]></td></tr></table><![endif]--></td></tr></table></body></html>`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
