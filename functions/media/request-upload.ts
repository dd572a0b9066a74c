import { create } from '../../shared/lambda/route.ts';
import { request } from '../../shared/media/asset.ts';
import { uploads } from '../../shared/media/asset-store.ts';
import { AssetWithForm, withUploadForm } from '../../shared/media/sign-upload.ts';
import { UploadWish, wishFaults } from '../../shared/media/upload.ts';

export const handler = create(
  uploads,
  {
    summary: 'Ask to upload a file: the answer has the form to send it with',
    input: UploadWish,
    faults: async (raw) => wishFaults(raw),
    output: AssetWithForm,
    problems: ['not-found', 'wrong-state'],
    finish: (asset, wish, { at }) => withUploadForm(asset, wish, at),
  },
  (id, wish, actor) => request({ id, ...wish }, actor),
);
