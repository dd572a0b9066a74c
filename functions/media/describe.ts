import { Id } from '../../shared/lambda/id.ts';
import { step } from '../../shared/lambda/route.ts';
import { describe } from '../../shared/media/asset.ts';
import { assets } from '../../shared/media/asset-store.ts';
import { Description } from '../../shared/media/picture.ts';

export const handler = step(
  assets,
  'describe',
  {
    summary: 'Say what a picture shows, whose it is, and where to look: all of it, what is left out is gone',
    input: Description.extend(Id.shape),
    problems: ['too-many'],
  },
  (asset, { id: _named, ...description }, actor) => describe(asset, description, actor),
);
