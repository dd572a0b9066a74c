import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { anAws } from './an-aws.ts';

const folder = join(import.meta.dirname, '..');
const readme = readFileSync(join(folder, 'README.md'), 'utf8');

describe('the README', () => {
  it('has an example that prints what it says', async () => {
    const [, example = '', printed = ''] =
      /## Example\n\n```ts\n([\s\S]*?)```\n\nIt prints:\n\n```\n([\s\S]*?)```/.exec(readme) ?? [];
    const run = promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '--eval', example],
      { cwd: folder },
    );
    expect(await run).toEqual({ stdout: printed, stderr: '' });
  });

  it('names every operation there is, and no other', async () => {
    const { close, dynamodb, s3, sns, sqs, ses, cloudfront } = await anAws();
    await close();
    const rows = [...readme.matchAll(/^\| ([\w ]+) \| (\w+(?:, \w+)*) \|$/gm)];
    expect(Object.fromEntries(rows.map(([, name, names]) => [name, names?.split(', ')]))).toEqual({
      'DynamoDB and its streams': dynamodb.operations,
      S3: s3.operations,
      SNS: sns.operations,
      SQS: sqs.operations,
      'SES v2': ses.operations,
      CloudFront: cloudfront.operations,
      service: ['operations'],
    });
  });
});
