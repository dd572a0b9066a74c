import type { Keyring } from '../credentials.ts';
import { AwsError, type AwsRequest, type AwsResponse } from '../service.ts';
import { equal, signPolicy } from '../signature.ts';
import { checkKey, objectArn } from './address.ts';
import { checkedSums, ownSum } from './checksums.ts';
import { checkHeaders, describedBy } from './object-headers.ts';
import { encrypted, sumsOf } from './object-operations.ts';
import type { Context } from './operation.ts';
import { readForm } from './post-form.ts';
import { checkPolicy } from './post-policy.ts';
import { accessDenied, notImplemented, requestHeaders, xmlAnswer } from './wire.ts';

type PostRequest = Omit<AwsRequest, 'principal'> & { bucket: string; key: string };

// biome-ignore lint/suspicious/noTemplateCurlyInString: S3's placeholder
const filenameMark = '${filename}';

/** Handles a browser's upload form. Its signed policy permits the upload, if the signer has that right. */
export function postObject({ store, clock, allow, buckets, objects }: Context, keyring: Keyring) {
  return async (request: PostRequest): Promise<AwsResponse> => {
    const { method, bucket, headers } = request;
    const isForm = headers['content-type']?.startsWith('multipart/form-data');
    if (method !== 'POST' || !bucket || request.key || !isForm) throw accessDenied();
    const form = readForm(headers['content-type'] ?? '', request.body);
    const key = form.fields.key?.replaceAll(filenameMark, () => form.filename);
    // The policy is checked against the final key, with the file name filled in.
    const fields = { ...form.fields, ...(key === undefined ? {} : { key }), bucket };
    const principal = signerOf(fields, keyring);
    checkPolicy(fields, form.file.length, clock.now());
    if (!key)
      throw new AwsError('InvalidArgument', 'Bucket POST must contain a field named "key".', 400, {
        ArgumentName: 'key',
      });
    allow(principal, 's3:PutObject', objectArn(bucket, key));
    checkKey(key);
    if (form.fields.tagging !== undefined) throw notImplemented('the form field tagging');
    const described = headersOf(form.fields);
    checkHeaders(described);
    const proved = checkedSums(described, form.file);
    const checksums = Object.keys(proved).length > 0 ? proved : ownSum(form.file);
    const head = await store.write(() => {
      buckets.check(bucket);
      const object = { ...describedBy(described), checksums, body: form.file };
      return objects.put(bucket, key, object, 'POST Object');
    });
    const location = `http://${request.host}/${bucket}/${encodeURIComponent(key).replace(/%2F/g, '/')}`;
    const common = { ...requestHeaders(), ...encrypted, ...sumsOf(head), etag: `"${head.etag}"`, location };
    return reply(form.fields, common, {
      Location: location,
      Bucket: bucket,
      Key: key,
      ETag: `"${head.etag}"`,
    });
  };
}

/** The principal who signed the form's policy. */
function signerOf(fields: Record<string, string>, keyring: Keyring) {
  const { policy, 'x-amz-credential': credential = '', 'x-amz-signature': signature = '' } = fields;
  if (policy === undefined) throw accessDenied();
  if (fields['x-amz-algorithm'] !== 'AWS4-HMAC-SHA256')
    throw new AwsError('InvalidArgument', 'X-Amz-Algorithm must be AWS4-HMAC-SHA256', 400, {
      ArgumentName: 'X-Amz-Algorithm',
    });
  const [, accessKeyId = '', scope = ''] =
    /^([^/]+)\/(\d{8}\/[^/]+\/s3\/aws4_request)$/.exec(credential) ?? [];
  if (!scope)
    throw new AwsError('InvalidArgument', 'The X-Amz-Credential field is malformed', 400, {
      ArgumentName: 'X-Amz-Credential',
    });
  const holder = keyring.find(accessKeyId);
  if (!holder) throw new AwsError('InvalidClientTokenId', '', 403);
  if (!equal(signPolicy(policy, scope, { secretAccessKey: holder.secret }), signature))
    throw new AwsError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      403,
    );
  return holder.principal;
}

const notHeaders =
  /^(key|policy|bucket|file|acl|success_action_status|success_action_redirect|redirect|submit|x-amz-(algorithm|credential|date|signature|security-token)|x-ignore-.*)$/;

/** The form fields that describe the object, as headers. Forms are UTF-8, headers are Latin-1 bytes. */
const headersOf = (fields: Record<string, string>) =>
  Object.fromEntries(
    Object.entries({ ...fields, ...(fields.acl ? { 'x-amz-acl': fields.acl } : {}) })
      .filter(([name]) => !notHeaders.test(name))
      .map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
  );

function reply(
  fields: Record<string, string>,
  headers: Record<string, string>,
  created: Record<string, string>,
): AwsResponse {
  const redirect = redirectTo(fields.success_action_redirect ?? fields.redirect, created);
  if (redirect) return { status: 303, headers: { ...headers, location: redirect } };
  if (fields.success_action_status === '200') return { status: 200, headers };
  if (fields.success_action_status !== '201') return { status: 204, headers };
  return {
    status: 201,
    headers: { ...headers, 'content-type': 'application/xml' },
    body: xmlAnswer('PostResponse', created).body ?? '',
  };
}

function redirectTo(
  target: string | undefined,
  { Bucket = '', Key = '', ETag = '' }: Record<string, string>,
) {
  if (!target || !URL.canParse(target)) return undefined;
  const url = new URL(target);
  for (const [name, value] of Object.entries({ bucket: Bucket, key: Key, etag: ETag }))
    url.searchParams.set(name, value);
  return url.href;
}
