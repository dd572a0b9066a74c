import { AwsError } from '../service.ts';
import { objectArn } from './address.ts';
import { checkWrite } from './conditions.ts';
import type { Context, Operation } from './operation.ts';
import { payloadOf } from './payload.ts';
import { notImplemented, xmlAnswer } from './wire.ts';
import { type Element, readXml } from './xml-reader.ts';

const malformed = () =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );

/** Deletes up to a thousand objects. One that is refused does not stop the others. */
export function deleteObjects({ store, allow, buckets, objects }: Context): Record<string, Operation> {
  return {
    DeleteObjects: async (call) => {
      const { principal, bucket, headers } = call;
      const { body, checksums } = payloadOf(call, call.chunkCheck);
      if (headers['content-md5'] === undefined && Object.keys(checksums).length === 0)
        throw new AwsError(
          'InvalidRequest',
          'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
        );
      const root = readXml(body.toString());
      const wanted = root.all('Object');
      if (root.name !== 'Delete' || wanted.length === 0 || wanted.length > 1000) throw malformed();
      const isQuiet = root.first('Quiet')?.text === 'true';

      const remove = (one: Element) => {
        const key = one.first('Key')?.text ?? '';
        const other = one.children.find(({ name }) => name !== 'Key' && name !== 'ETag');
        if (other) throw notImplemented(`${other.name} in DeleteObjects`);
        allow(principal, 's3:DeleteObject', objectArn(bucket, key));
        const etag = one.first('ETag')?.text;
        if (etag !== undefined) checkWrite({ 'if-match': etag }, objects.head(bucket, key));
        objects.remove(bucket, key);
      };
      const results = await store.write(() => {
        buckets.check(bucket);
        return wanted.map((one) => attempt(one.first('Key')?.text ?? '', () => remove(one)));
      });
      return xmlAnswer('DeleteResult', {
        Deleted: isQuiet ? [] : results.filter((one) => !('Code' in one)),
        Error: results.filter((one) => 'Code' in one),
      });
    },
  };
}

function attempt(Key: string, remove: () => void): Record<string, string> {
  try {
    remove();
    return { Key };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Key, Code: error.code, Message: error.message };
  }
}
