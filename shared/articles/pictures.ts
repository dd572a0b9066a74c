import type { Asset } from '../media/asset.ts';
import { isTold } from '../media/is-told.ts';
import { type FieldProblem, Problem } from '../problem.ts';
import type { Block, Picture } from './body.ts';
import type { Content } from './content.ts';

type Pictured = Pick<Content, 'lead' | 'body'>;

/** Copy with each of its pictures as `change` makes it; `pointer` is a JSON pointer to the picture. */
function mapPictures<C extends Pictured>(
  content: C,
  change: (picture: Picture, pointer: string) => Picture,
): C {
  const body = content.body.map((block, at): Block => {
    const pointer = `/body/${at}`;
    if (block.kind === 'image') {
      const { kind, ...picture } = block;
      return { kind, ...change(picture, pointer) };
    }
    if (block.kind !== 'gallery') return block;
    return { ...block, images: block.images.map((image, n) => change(image, `${pointer}/images/${n}`)) };
  });
  return { ...content, body, ...(content.lead ? { lead: change(content.lead, '/lead') } : {}) };
}

/** The pictures of copy in the order of its page, each with a JSON pointer to it. */
export function picturesIn(content: Pictured): { picture: Picture; pointer: string }[] {
  const body: { picture: Picture; pointer: string }[] = [];
  const lead: typeof body = [];
  mapPictures(content, (picture, pointer) => {
    (pointer === '/lead' ? lead : body).push({ picture, pointer });
    return picture;
  });
  return [...lead, ...body];
}

/** The assets that copy shows, each once. */
export const assetsIn = (content: Pictured): string[] => [
  ...new Set(picturesIn(content).map(({ picture }) => picture.asset)),
];

/**
 * Copy as it is saved: what it does not say of a picture is copied from the library, so that the copy's hash covers it and
 * no later change in the library alters what was approved. Throws `invalid-input` for a picture that cannot be used.
 */
export function withTold<C extends Pictured>(content: C, assets: ReadonlyMap<string, Asset>): C {
  const errors = picturesIn(content).flatMap(({ picture: { asset }, pointer }): FieldProblem[] => {
    const fault = faultOf(assets.get(asset));
    return fault === undefined ? [] : [{ pointer: `${pointer}/asset`, detail: fault }];
  });
  if (errors.length > 0)
    throw new Problem('invalid-input', 'Correct or take out these pictures, and send it again', { errors });
  return mapPictures(content, (picture) => toldBy(picture, assets.get(picture.asset)));
}

function faultOf(asset: Asset | undefined): string | undefined {
  if (!asset) return 'does not exist: request an upload first';
  if (asset.kind !== 'picture') return 'is no picture for articles: upload it as a picture';
  if (asset.state === 'waiting') return 'is not checked yet: upload it, or try again soon';
  if (asset.state === 'refused') return `was refused: ${asset.reason}`;
  if (asset.state === 'withdrawn') return `was withdrawn: ${asset.withdrawal?.reason}`;
  return asset.state === 'ready' ? undefined : 'may not be shown any more';
}

function toldBy(picture: Picture, asset: Asset | undefined): Picture {
  const { alt, decorative, credit, caption } = asset?.description ?? {};
  // What the copy says of a picture that is read out, or is not, stands against all the library says of that.
  const saysAlt = picture.alt !== undefined || picture.decorative === true;
  return {
    ...picture,
    ...(saysAlt || alt === undefined ? {} : { alt }),
    ...(saysAlt || decorative === undefined ? {} : { decorative }),
    ...(picture.credit === undefined && credit !== undefined ? { credit } : {}),
    ...(picture.caption === undefined && caption !== undefined
      ? { caption: [{ text: oneLine(caption) }] }
      : {}),
  };
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** What keeps copy from being submitted: pictures of which nobody said what they show, or whose they are. */
export const untoldIn = (content: Pictured): FieldProblem[] =>
  picturesIn(content).flatMap(({ picture, pointer }) => {
    if (isTold(picture)) return [];
    const { alt, decorative, credit } = picture;
    return [
      ...(alt === undefined && !decorative
        ? [
            {
              pointer: `${pointer}/alt`,
              detail: 'is missing: say what the picture shows, or that it is decorative',
            },
          ]
        : []),
      ...(credit === undefined
        ? [{ pointer: `${pointer}/credit`, detail: 'is missing: say who took or made the picture' }]
        : []),
    ];
  });
