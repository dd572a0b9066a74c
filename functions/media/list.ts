import { newsroomRoles } from '../../shared/actor.ts';
import { api } from '../../shared/lambda/route.ts';
import { listPictures, PictureList, PictureQuery } from '../../shared/media/library-store.ts';
import { withPreview } from '../../shared/media/sign-preview.ts';

export const handler = api(
  newsroomRoles,
  {
    summary:
      'The picture library, the newest first: what was described by these words, by somebody, or used by nothing',
    input: PictureQuery,
    output: PictureList,
  },
  async (query, caller) => {
    const { items, ...more } = await listPictures(query);
    return { items: await Promise.all(items.map((asset) => withPreview(asset, caller))), ...more };
  },
);
