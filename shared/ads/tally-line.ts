import { dayOf } from '../bangla/dates.ts';
import { cutOff } from './tally-lines.ts';

/**
 * A request in the CDN's log. Some characters are percent-encoded once more than they were sent; `-` stands for an
 * empty value.
 */
export type Logged = {
  /** The newsroom's day when it was answered. */
  day: string;
  method: string;
  path: string;
  status: string;
  userAgent: string;
  requestId: string;
};

/** The columns that are read, by their names in the log's header. */
const columns = {
  method: 'cs-method',
  path: 'cs-uri-stem',
  status: 'sc-status',
  userAgent: 'cs(User-Agent)',
  requestId: 'x-edge-request-id',
} as const satisfies Partial<Record<keyof Logged, string>>;

/** The value of a column of a line; undefined where there is none. */
type Values = (column: string) => string | undefined;

/**
 * Reads a log of the CDN line by line: W3C lines after a header that names their columns in any order, or JSON lines
 * with the same names. Returns undefined for a line that is not a request (a header, an empty line).
 */
export function lineReader(): (line: string) => Logged | 'malformed' | undefined {
  const dayAt = days();
  let columnsOf: ((line: string) => Values) | undefined;
  return (line) => {
    if (line.startsWith('#Fields:')) columnsOf = columnsBy(line);
    if (line === '' || line === '\r' || line.startsWith('#')) return undefined;
    if (line.startsWith(cutOff)) return 'malformed';
    const values = line.startsWith('{') ? ofJson(line) : columnsOf?.(line);
    return (values && loggedOf(values, dayAt)) ?? 'malformed';
  };
}

function columnsBy(header: string): (line: string) => Values {
  const names = header.slice('#Fields:'.length).trim().split(/\s+/);
  const at = new Map(names.map((name, position) => [name, position]));
  return (line) => {
    // Values contain neither tabs nor spaces: both are encoded.
    const values = line.trimEnd().split(line.includes('\t') ? '\t' : / +/);
    return (column) => (values.length === names.length ? values[at.get(column) ?? -1] : undefined);
  };
}

function ofJson(line: string): Values | undefined {
  try {
    const values = JSON.parse(line) as Record<string, unknown>;
    return (column) => {
      const value = values[column];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    };
  } catch {
    return undefined;
  }
}

/** The request, if no column is missing but the request id, which older logs do not have. */
function loggedOf(values: Values, dayAt: Days): Logged | undefined {
  const day = dayAt(values('date'), values('time'));
  const logged = { day, requestId: '' } as Record<keyof Logged, string | undefined>;
  for (const [name, column] of Object.entries(columns) as [keyof typeof columns, string][]) {
    const value = values(column);
    logged[name] = value === '-' ? '' : (value ?? logged[name]);
  }
  return Object.values(logged).includes(undefined) ? undefined : (logged as Logged);
}

type Days = (date: string | undefined, time: string | undefined) => string | undefined;

/** The newsroom's day of a date and time in UTC. Cached by the minute, since zones differ by whole minutes. */
function days(): Days {
  const known = new Map<string, string | undefined>();
  return (date, time) => {
    const minute = `${date}T${time?.slice(0, 5)}Z`;
    if (!known.has(minute)) known.set(minute, isMinute(minute) ? dayOf(minute) : undefined);
    return known.get(minute);
  };
}

const isMinute = (text: string) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text));

/** Decodes a percent-encoded value; one that cannot be decoded is returned as it is. */
export function decoded(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
