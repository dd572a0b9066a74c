import type { Asset } from '../../../../shared/media/asset.ts';
import type { Description } from '../../../../shared/media/picture.ts';
import { instantOf, localOf } from '../../article/local-time.ts';
import type { Values } from '../../parts/values.ts';

/** What is said of a picture, as a form has it. */
export const valuesOf = ({ description = {} }: Pick<Asset, 'description'>): Values => ({
  alt: description.alt ?? '',
  decorative: description.decorative ? 'yes' : '',
  credit: description.credit ?? '',
  caption: description.caption ?? '',
  source: description.source ?? '',
  licence: description.licence ?? '',
  until: description.rights?.until ? localOf(description.rights.until) : '',
  note: description.rights?.note ?? '',
});

/** The form with what the file says itself where nobody has said anything yet. */
export function suggestedValues({
  description,
  suggested,
}: Pick<Asset, 'description' | 'suggested'>): Values {
  const said = valuesOf({ description });
  const { alt = '', credit = '', caption = '' } = suggested ?? {};
  return {
    ...said,
    alt: said.alt || (said.decorative ? '' : alt),
    credit: said.credit || credit,
    caption: said.caption || caption,
  };
}

/** The whole description that a form means: what is empty is not said. The point to look at is set by itself. */
export function descriptionOf(values: Values, before: Description | undefined): Description {
  const said = (name: string) => (values[name] ?? '').trim();
  const texts = ['alt', 'credit', 'caption', 'source', 'licence'].flatMap((name) =>
    said(name) === '' || (name === 'alt' && said('decorative') !== '') ? [] : [[name, said(name)]],
  );
  const rights = {
    ...(said('until') === '' ? {} : { until: instantOf(said('until')) }),
    ...(said('note') === '' ? {} : { note: said('note') }),
  };
  return {
    ...Object.fromEntries(texts),
    ...(said('decorative') === '' ? {} : { decorative: true as const }),
    ...(Object.keys(rights).length > 0 ? { rights } : {}),
    ...(before?.focal ? { focal: before.focal } : {}),
  };
}
