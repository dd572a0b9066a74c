/**
 * How many confirmation mails go out. Anybody can enter anybody's address, and all of them share the account's quota with
 * the alerts.
 */
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** To one mailbox. */
const perMailbox = [
  { within: 15 * minute, most: 1 },
  { within: day, most: 3 },
  { within: 30 * day, most: 10 },
];

/** Instants of mails to a mailbox that still count. */
export const counting = (mailedAt: readonly string[], at: string) =>
  mailedAt.filter((instant) => Date.parse(at) - Date.parse(instant) < 30 * day);

/** Whether a mailbox may get another confirmation mail, by the instants of those it got. */
export const mayMail = (mailedAt: readonly string[], at: string) =>
  perMailbox.every(
    ({ within, most }) =>
      mailedAt.filter((instant) => Date.parse(at) - Date.parse(instant) < within).length < most,
  );

/** Domains where very many people have their mail. */
const largeProviders =
  /^(gmail\.com|googlemail\.com|yahoo\.(com|co\.\w\w)|ymail\.com|outlook\.com|hotmail\.com|live\.com|msn\.com|icloud\.com|me\.com|proton(mail)?\.(me|com)|aol\.com)$/;

/**
 * A budget of confirmation mails in an hour or a day (UTC). `what` names whose it is, `window` which hour or day; `endsAt`
 * is when that is over.
 */
export type Budget = { what: string; window: string; most: number; endsAt: string };

/**
 * The budgets that a confirmation mail is taken from: of all, of the address's domain, and of the network that asks.
 * Mobile carriers put thousands of people behind one network, so its budget is wide. All together take a twentieth at most
 * of the mails that the account may send in a day (`quota`), and never keep alerts waiting for long.
 */
export const budgetsOf = (
  { domain, client, quota }: { domain: string; client: string; quota: number },
  at: string,
): Budget[] => [
  inHour('all', 200, at),
  inDay('all', Math.max(1, Math.min(1_000, Math.floor(quota / 20))), at),
  inHour(`domain/${domain}`, largeProviders.test(domain) ? 500 : 30, at),
  inHour(`client/${client}`, 60, at),
];

/**
 * The budgets of mails with a link to what is stored of a reader, by the hash of their mailbox. Only who has a mail of theirs asks for
 * it, so that strangers who enter the address in forms cannot use them up.
 */
export const dataBudgetsOf = (hash: string, at: string): Budget[] => [
  inHour(`data/${hash}`, 1, at),
  inDay(`data/${hash}`, 3, at),
];

/** The budgets of test mails to the newsroom: of whoever asks, and of all. They are no reader's. */
export const testBudgetsOf = (by: string, at: string): Budget[] => [
  inHour(`test-alert/${by}`, 10, at),
  inHour('test-alert', 100, at),
];

const inHour = (what: string, most: number, at: string): Budget => ({
  ...{ what, most, window: at.slice(0, 13) },
  endsAt: new Date(Date.parse(`${at.slice(0, 13)}:00:00Z`) + hour).toISOString(),
});

const inDay = (what: string, most: number, at: string): Budget => ({
  ...{ what, most, window: at.slice(0, 10) },
  endsAt: new Date(Date.parse(at.slice(0, 10)) + day).toISOString(),
});

/**
 * The network of an address of the internet: /24 of IPv4, /56 of IPv6. Whatever else is given is a network of its own.
 */
export function networkOf(ip: string): string {
  const [, v4] = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/i.exec(ip) ?? [];
  if (v4 !== undefined) return `${v4}.0/24`;
  if (!/^[0-9a-f:]{2,45}$/i.test(ip)) return 'unknown';
  const [head = '', tail] = ip.toLowerCase().split('::');
  const [first, last] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean));
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - (first?.length ?? 0) - (last?.length ?? 0));
  const groups = [...(first ?? []), ...Array(zeros).fill('0'), ...(last ?? [])];
  const bits = groups
    .slice(0, 4)
    .map((group) => group.padStart(4, '0'))
    .join('');
  return `${bits.slice(0, 14)}/56`;
}

/** Whether a budget of all is more than half spent by the next mail: somebody may be bombing mailboxes. */
export const isHalfSpent = ({ what, most }: Budget, count: number) => what === 'all' && count + 1 > most / 2;

/** What the alarm on the budgets of all looks for in the log. */
export const halfSpent = 'half of the confirmation mails are spent';
