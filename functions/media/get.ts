import { mediaRoles } from '../../shared/actor.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';
import { getInUse } from '../../shared/media/asset-store.ts';
import { SeenAsset } from '../../shared/media/preview.ts';
import { withPreview } from '../../shared/media/sign-preview.ts';

export const handler = api(
  mediaRoles,
  {
    summary:
      'An uploaded file: whether readers can get it, where, or why not; what uses it; and how the newsroom sees it before',
    input: Id,
    output: SeenAsset,
    problems: ['not-found'],
  },
  async ({ id }, caller) => withPreview(await getInUse(id), caller),
);
