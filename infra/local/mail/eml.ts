import type { Mail } from 'embedded-aws';

/** A mail as a file that mail programs open (RFC 5322). */
export function emlOf({ from, to, subject, headers, text, html }: Mail): Buffer {
  const boundary = 'khobor-local-part';
  const given = { From: from, To: to.join(', '), ...headers, Subject: subject };
  const part = (type: string, content: string) => [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n'),
  ];
  const lines = [
    ...Object.entries(given).map(([name, value]) => `${name}: ${encoded(value)}`),
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...(text ? part('text/plain', text) : []),
    ...(html ? part('text/html', html) : []),
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

/** A header's value in ASCII: words that are not are encoded (RFC 2047), addresses in brackets never. */
const encoded = (value: string) =>
  value
    .replace(/[\r\n]+/g, ' ')
    .split(/(\s*<[^<>]*>,?\s*)/)
    .map((part, i) => (i % 2 || /^[ -~]*$/.test(part) ? part : words(part)))
    .join('');

/** An encoded word has 75 characters at most, so 45 bytes, and no letter is cut in two. */
function words(text: string): string {
  const chunks = [''];
  for (const letter of text) {
    const last = chunks.at(-1) ?? '';
    if (Buffer.byteLength(last + letter) > 45) chunks.push(letter);
    else chunks[chunks.length - 1] = last + letter;
  }
  return chunks.map((chunk) => `=?utf-8?b?${Buffer.from(chunk).toString('base64')}?=`).join('\r\n ');
}
