import { newId } from '../../shared/ids.ts';
import { api } from '../../shared/lambda/api.ts';
import { repeatable } from '../../shared/lambda/repeatable.ts';
import { mediaRoles, request } from '../../shared/media/asset.ts';
import { assetOnce, saveAsset } from '../../shared/media/asset-store.ts';
import { UploadWish, wishFaults } from '../../shared/media/upload.ts';
import { AssetWithForm, withForm } from '../../shared/media/upload-form-store.ts';

export const handler = api(
  mediaRoles,
  {
    summary: 'Ask to upload a file: the answer has the form to send it with',
    input: UploadWish,
    faults: async (raw) => wishFaults(raw),
    output: AssetWithForm,
    status: 201,
    headers: ({ id }) => ({ location: `/api/media/${id}` }),
    problems: ['in-progress', 'key-reused', 'busy'],
    heeds: ['Idempotency-Key'],
  },
  async (wish, caller, refuseFaults) => {
    const asset = await assetOnce(repeatable(caller, 'upload', wish), async (once) => {
      await refuseFaults();
      return saveAsset(request({ id: newId('ast'), ...wish }, caller), { ...caller, once });
    });
    return withForm(asset, wish, caller.at);
  },
);
