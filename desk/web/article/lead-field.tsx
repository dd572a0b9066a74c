import { useEffect, useState } from 'preact/hooks';
import { isTold } from '../../../shared/media/is-told.ts';
import { pictures } from '../pictures/ask-for-pictures.tsx';
import { words } from '../words/words.ts';
import type { OpenArticle } from './open-article.ts';

/** The picture above the text, which fronts show with the headline. */
export function LeadField({ article, isReadOnly }: { article: OpenArticle; isReadOnly: boolean }) {
  const w = words.value;
  const { lead } = article.fields.value;
  const [link, setLink] = useState<string | undefined>();
  const asset = lead?.asset;
  useEffect(() => {
    setLink(undefined);
    if (asset !== undefined) void pictures.linkTo(asset).then(setLink);
  }, [asset]);
  const choose = async () => {
    const [chosen] = await pictures.add([]);
    if (chosen) article.change({ lead: chosen });
  };
  const edit = async () => {
    const edited = lead && (await pictures.edit(lead));
    if (edited) article.change({ lead: edited });
  };
  return (
    <fieldset class="field lead">
      <legend>{w.lead}</legend>
      {lead && link && <img src={link} alt={lead.alt ?? w.picture.preview} />}
      {lead && (
        <p>
          {[lead.caption?.map(({ text }) => text).join(''), lead.credit].filter(Boolean).join(' · ')}
          {!isTold(lead) && <strong> {w.picture.lacks}</strong>}
        </p>
      )}
      {!isReadOnly && (
        <div class="acts">
          {lead && (
            <>
              <button type="button" onClick={() => void edit()}>
                {w.picture.edit}
              </button>
              <button type="button" onClick={() => article.change({ lead: undefined })}>
                {w.picture.remove}
              </button>
            </>
          )}
          {!lead && (
            <button type="button" onClick={() => void choose()}>
              {w.picture.add}
            </button>
          )}
        </div>
      )}
    </fieldset>
  );
}
