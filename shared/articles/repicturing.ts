import type { Actor } from '../actor.ts';
import { cut } from '../bangla/cut.ts';
import type { Shown } from '../media/picture.ts';
import type { Article } from './article.ts';
import type { Content } from './content.ts';
import type { Lead, Live } from './live.ts';
import { guard, move, type Outcome } from './workflow.ts';

/** Says that what readers have of an article shows other pictures than before, or other files of them. */
export function repicture(article: Article, actor: Actor): Outcome {
  guard('repicture', article, actor);
  return move('repicture', article, {});
}

/** How much of an alternative text fronts have, in graphemes: with it a lead is about 400 bytes, and a section has thirty. */
const room = 40;

/** The live record with its lead picture as readers can get it; without one if they cannot. */
export function withLead(
  live: Live,
  { lead }: Pick<Content, 'lead'>,
  shown: ReadonlyMap<string, Shown>,
): Live {
  const { lead: _before, ...rest } = live;
  const files = lead && shown.get(lead.asset);
  return files ? { ...rest, lead: leadOf(lead, files) } : rest;
}

function leadOf({ asset, alt, decorative, credit }: NonNullable<Content['lead']>, { crops }: Shown): Lead {
  const { wide, square } = crops;
  return {
    asset,
    ...(alt === undefined ? {} : { alt: cut(alt, room) }),
    ...(decorative ? { decorative } : {}),
    ...(credit === undefined ? {} : { credit }),
    shown: { asset, crops: { ...(wide ? { wide } : {}), ...(square ? { square } : {}) } },
  };
}
