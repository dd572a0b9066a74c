import { readFileSync } from 'node:fs';
import { fileKindOf } from '../../../shared/media/file-kind.ts';
import { mostBytes } from '../../../shared/media/most-bytes.ts';
import { pictureAdvice } from '../../../shared/media/picture-advice.ts';
import { UsageError } from '../usage-error.ts';
import { pathOf } from './text-file.ts';

/** The bytes of a picture. Throws what the API would say of it after it was sent: that takes minutes on a slow line. */
export function readPicture(name: string): Buffer {
  const file = readFile(name);
  const why = pictureAdvice[fileKindOf(file)];
  if (why)
    throw new UsageError(`${name} cannot be uploaded`, [
      {
        pointer: name,
        detail: why.refused,
        ...(why.refusedBn === undefined ? {} : { detailBn: why.refusedBn }),
      },
    ]);
  if (file.length > mostBytes.picture)
    throw new UsageError(`${name} cannot be uploaded`, [
      {
        pointer: name,
        detail: `has ${Math.ceil(file.length / 1e6)} MB; ${mostBytes.picture / 1e6} MB are allowed: send it smaller`,
        detailBn: `ছবিটি ${Math.ceil(file.length / 1e6)} MB; ${mostBytes.picture / 1e6} MB পর্যন্ত নেওয়া হয়: ছোট করে পাঠান`,
      },
    ]);
  return file;
}

function readFile(name: string): Buffer {
  try {
    return readFileSync(pathOf(name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(code === 'ENOENT' ? `There is no file ${name}` : `${name} cannot be read (${code})`);
  }
}
