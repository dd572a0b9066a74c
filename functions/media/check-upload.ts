import { arrival } from '../../shared/lambda/arrival.ts';
import { assetIdOf } from '../../shared/media/upload.ts';
import { checkUpload } from '../../shared/media/upload-store.ts';

export const handler = arrival(({ key }, at) => checkUpload(assetIdOf(key), at));
