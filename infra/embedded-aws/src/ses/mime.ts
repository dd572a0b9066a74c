import { decode, decodeWords, quoted } from './mime-words.ts';

/** `fields` are the headers as they came: words in them are encoded. */
export type MimeMessage = {
  headers: Record<string, string>;
  fields: Record<string, string>;
  text: string;
  html: string;
};

/** Parses a raw mail for the mailbox: its headers and its first plain and HTML texts. */
export function readMime(raw: Buffer): MimeMessage {
  const { headers, body } = split(raw.toString('latin1'));
  const texts = textsOf(headers, body);
  return {
    headers: Object.fromEntries(headers.map(([name, value]) => [name, decodeWords(utf8(value))])),
    fields: Object.fromEntries(headers),
    text: texts.find(({ type }) => type === 'text/plain')?.content ?? '',
    html: texts.find(({ type }) => type === 'text/html')?.content ?? '',
  };
}

type Header = [name: string, value: string];

function split(source: string): { headers: Header[]; body: string } {
  const [, head = '', body = ''] = /^([\s\S]*?)(?:\r?\n\r?\n([\s\S]*))?$/.exec(source) ?? [];
  const headers = head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line): Header[] => {
      const [, name, value = ''] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value]];
    });
  return { headers, body };
}

function textsOf(headers: Header[], body: string): { type: string; content: string }[] {
  const of = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
  const type = (of('content-type').split(';')[0] || 'text/plain').trim().toLowerCase();
  if (type.startsWith('multipart/'))
    return partsOf(body, parameter(of('content-type'), 'boundary')).flatMap((part) => {
      const { headers: inner, body: content } = split(part);
      return textsOf(inner, content);
    });
  if (/^attachment/i.test(of('content-disposition'))) return [];
  const encoding = of('content-transfer-encoding').trim().toLowerCase();
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? quoted(body)
        : Buffer.from(body, 'latin1');
  return [
    { type, content: decode(bytes, parameter(of('content-type'), 'charset') || 'utf-8') ?? bytes.toString() },
  ];
}

const partsOf = (body: string, boundary: string) =>
  `\r\n${body}`
    .split(`\n--${boundary}`)
    .slice(1)
    .filter((part) => !part.startsWith('--'))
    .map((part) => part.replace(/^[^\n]*\n/, '').replace(/\r$/, ''));

function parameter(header: string, name: string) {
  const [, quotedValue, plain = ''] =
    new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(header) ?? [];
  return quotedValue ?? plain;
}

const utf8 = (text: string) => Buffer.from(text, 'latin1').toString();
