import { mediaRoles } from '../../shared/actor.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';
import { mayRead } from '../../shared/media/asset.ts';
import { getInUse } from '../../shared/media/asset-store.ts';
import { SeenAsset } from '../../shared/media/preview.ts';
import { withPreview } from '../../shared/media/sign-preview.ts';
import { Problem } from '../../shared/problem.ts';

export const handler = api(
  mediaRoles,
  {
    summary:
      'An uploaded file: whether readers can get it, where, or why not; what uses it; and how the newsroom sees it before',
    input: Id,
    output: SeenAsset,
    problems: ['not-found'],
  },
  async ({ id }, caller) => {
    const asset = await getInUse(id);
    if (!mayRead(asset, caller)) throw new Problem('not-found', `There is no asset ${id}`);
    return withPreview(asset, caller);
  },
);
