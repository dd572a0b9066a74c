import { mediaRoles } from '../../shared/actor.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';
import { Asset } from '../../shared/media/asset.ts';
import { getAsset } from '../../shared/media/asset-store.ts';

export const handler = api(
  mediaRoles,
  {
    summary: 'An uploaded file: whether readers can get it, where, or why not',
    input: Id,
    output: Asset,
    problems: ['not-found'],
  },
  ({ id }) => getAsset(id),
);
