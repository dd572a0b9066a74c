import { AwsError } from '../service.ts';

export type PostForm = { fields: Record<string, string>; file: Buffer; filename: string };

/** Reads a browser's upload form: its fields (names in lower case) up to the file. Fields after the file are ignored. */
export function readForm(contentType: string, body: Buffer): PostForm {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/.exec(contentType) ?? [];
  const boundary = Buffer.from(`\r\n--${quoted ?? plain ?? ''}`);
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const fields: Record<string, string> = {};
  let at = whole.indexOf(boundary);
  while (at >= 0) {
    const start = at + boundary.length;
    const end = whole.indexOf(boundary, start);
    const blank = whole.indexOf('\r\n\r\n', start);
    if (end < 0 || blank < 0 || blank > end) break;
    const head = whole.toString('utf8', start, blank);
    const content = whole.subarray(blank + 4, end);
    const name = parameter(head, 'name')?.toLowerCase();
    if (name === undefined) throw malformed();
    if (name === 'file')
      return {
        fields,
        file: content,
        filename: (parameter(head, 'filename') ?? '').replace(/^.*[/\\]/s, ''),
      };
    if (content.length > 20_480)
      throw new AwsError(
        'MaxPostPreDataLengthExceeded',
        'Your POST request fields preceding the upload file were too large.',
      );
    if (Object.hasOwn(fields, name))
      throw new AwsError('InvalidArgument', `POST form field ${name} is given twice`, 400, {
        ArgumentName: name,
      });
    fields[name] = content.toString();
    at = end;
  }
  throw new AwsError('InvalidArgument', 'POST requires exactly one file upload per request.', 400, {
    ArgumentName: 'file',
  });
}

/** A parameter of a part's `Content-Disposition`, in which browsers escape `"` as `%22`. */
function parameter(head: string, name: string) {
  const [, value] = new RegExp(`^content-disposition:.*?[;\\s]${name}="([^"]*)"`, 'im').exec(head) ?? [];
  return value?.replace(/%22/g, '"').replace(/%0D/g, '\r').replace(/%0A/g, '\n');
}

const malformed = () =>
  new AwsError(
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
  );
