import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { cacheControl } from '../page.ts';
import { setting } from './environment.ts';

const s3 = new S3Client({});

/** A file for readers, and its object metadata. */
export type MediaFile = { body: Uint8Array; contentType: string; about: Record<string, string> };

/** The bytes of an uploaded file. */
export async function readUpload(key: string): Promise<Uint8Array> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: setting('PRIVATE_BUCKET'), Key: key }));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
}

/**
 * Puts a file where readers find it, for good: the first one stays, whatever is put later. Returns the metadata and
 * size of the file that is there.
 */
export async function putOnce(key: string, { body, contentType, about }: MediaFile) {
  const at = { Bucket: setting('SITE_BUCKET'), Key: key };
  try {
    await s3.send(
      new PutObjectCommand({
        ...at,
        Body: body,
        ContentType: contentType,
        CacheControl: cacheControl.asset,
        Metadata: about,
        IfNoneMatch: '*',
      }),
    );
    return { bytes: body.length, about };
  } catch (error) {
    if (!(error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412)) throw error;
    const { ContentLength = 0, Metadata = {} } = await s3.send(new HeadObjectCommand(at));
    return { bytes: ContentLength, about: Metadata };
  }
}
