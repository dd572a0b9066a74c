import type { Asset, AssetInUse } from '../../../shared/media/asset.ts';
import { localTime } from './instants.ts';

/** A picture in one line: its id, state, sides and what is said of it. */
export const pictureLine = ({ id, state, width, height, description = {}, by }: Asset) =>
  [
    id,
    state,
    ...(width === undefined ? [] : [`${width}×${height}`]),
    description.alt ?? (description.decorative ? '(decorative)' : '(not described)'),
    description.credit ?? '(no credit)',
    by,
  ].join(' · ');

/** All that is known of an uploaded file, and what uses it. */
export function pictureText(asset: AssetInUse, url: string): string {
  const { description = {}, suggested = {}, taken, sameAs, path, reason, withdrawal, users } = asset;
  const { caption, source, licence, rights, focal } = description;
  return [
    pictureLine(asset),
    path !== undefined && asset.state === 'ready' && `public: ${url}${path}`,
    caption !== undefined && `caption: ${caption}`,
    source !== undefined && `source: ${source}`,
    licence !== undefined && `licence: ${licence}`,
    rights?.until !== undefined && `until: ${localTime(rights.until)}`,
    rights?.note !== undefined && `terms: ${rights.note}`,
    focal && `focal point: ${focal.x},${focal.y}`,
    taken !== undefined && `taken: ${taken}`,
    ...Object.entries(suggested).map(([name, said]) => `its file says, ${name}: ${[said].flat().join(', ')}`),
    sameAs !== undefined && `the same file as ${sameAs}`,
    reason !== undefined && `refused: ${reason}`,
    withdrawal && `withdrawn by ${withdrawal.by}, ${localTime(withdrawal.at)}: ${withdrawal.reason}`,
    ...[...users.articles, ...users.lineItems].map((id) => `used by ${id}`),
  ]
    .filter((line) => typeof line === 'string')
    .join('\n');
}
