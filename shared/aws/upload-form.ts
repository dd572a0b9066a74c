import { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { setting } from './environment.ts';

const s3 = new S3Client({});

export type UploadConditions = {
  key: string;
  contentType: string;
  least: number;
  most: number;
  seconds: number;
};

/**
 * A signed form that lets its holder put one object into the private bucket, on these terms only: S3 itself checks
 * them.
 */
export const signForm = ({ key, contentType, least, most, seconds }: UploadConditions) =>
  createPresignedPost(s3, {
    Bucket: setting('PRIVATE_BUCKET'),
    Key: key,
    Fields: { 'Content-Type': contentType },
    Conditions: [['content-length-range', least, most]],
    Expires: seconds,
  });
