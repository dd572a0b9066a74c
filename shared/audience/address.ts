import * as z from 'zod';

/** An atom of the part before the @: what every server takes without quotes. SES takes no letters beyond ASCII there. */
const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * A mail address as it is written to: the part before the @ as somebody typed it, the domain in lower case and Punycode.
 * Refused are quotes, comments, look-alikes of letters (what NFKC would change), addresses of more than 254 characters, and
 * names that a server may read as another: encoded words (`=?utf-8?q?…?=`), and a `%` by which a relay sends on.
 */
export const Address = z
  .string()
  .max(254)
  .transform((typed, { addIssue }) => {
    const address = written(typed.trim());
    if (address === undefined) addIssue({ code: 'custom', message: 'must be an e-mail address' });
    return address ?? z.NEVER;
  });

function written(typed: string): string | undefined {
  const [name = '', host = '', ...more] = typed.split('@');
  if (more.length > 0 || name.length > 64 || !local.test(name) || /=\?|%/.test(name)) return undefined;
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(host) || host.normalize('NFKC') !== host.normalize('NFC'))
    return undefined;
  const domain = URL.parse(`http://${host}`)?.hostname ?? '';
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((one) => label.test(one)) || !/[a-z]/.test(labels.at(-1) ?? ''))
    return undefined;
  const address = `${name}@${domain}`;
  return address.length > 254 ? undefined : address;
}

export const domainOf = (address: string) => address.slice(address.indexOf('@') + 1);

/** Domains of one provider where a name is the same mailbox. */
const sameProvider: Record<string, string> = {
  'googlemail.com': 'gmail.com',
  'me.com': 'icloud.com',
  'mac.com': 'icloud.com',
  'protonmail.com': 'proton.me',
  'protonmail.ch': 'proton.me',
  'pm.me': 'proton.me',
  'ya.ru': 'yandex.ru',
  'narod.ru': 'yandex.ru',
  ...Object.fromEntries(
    ['com', 'by', 'kz', 'ua', 'com.tr', 'com.am', 'com.ge'].map((end) => [`yandex.${end}`, 'yandex.ru']),
  ),
};

/** Signs in a name that a provider does not look at. */
const ignored: Record<string, RegExp> = { 'gmail.com': /\./g, 'proton.me': /[._-]/g };

/** Fastmail takes `any@name.fastmail.com` for `name+any@fastmail.com`; as a host, `_` of a name is written `-`. */
const fastmail = /^([^.]+)\.(fastmail\.(?:com|fm))$/;

/**
 * The mailbox that an address reaches, in one spelling: without what follows a plus and what its provider ignores, whatever
 * the case. It tells mailboxes apart and is never written to.
 */
export function mailboxOf(address: string): string {
  const at = address.indexOf('@');
  const [, owner, host] = fastmail.exec(address.slice(at + 1)) ?? [];
  const given = host ?? address.slice(at + 1);
  const domain = (Object.hasOwn(sameProvider, given) ? sameProvider[given] : given) ?? given;
  const [name = ''] = /^\+?[^+]*/.exec((owner ?? address.slice(0, at)).toLowerCase()) ?? [];
  const signs = Object.hasOwn(ignored, domain) ? ignored[domain] : undefined;
  const plain = signs ? name.replace(signs, '') || name : name;
  return `${/^fastmail\./.test(domain) ? plain.replaceAll('_', '-') : plain}@${domain}`;
}

/** An address as a page may show it to whoever has a link of its mails: enough for its reader to know it. */
export const masked = (address: string) => `${address.slice(0, 1)}•••@${domainOf(address)}`;
