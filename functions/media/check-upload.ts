import { arrival } from '../../shared/lambda/arrival.ts';
import { checkUpload } from '../../shared/media/check-upload.ts';
import { assetIdOf } from '../../shared/media/files.ts';

export const handler = arrival(({ key }, at) => checkUpload(assetIdOf(key), at));
