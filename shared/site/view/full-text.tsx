import type { Site } from '../site.ts';
import type { Story } from '../story.ts';
import { Body, LeadFigure } from './body.tsx';
import { fragment } from './html.ts';
import { Pictures } from './picture.tsx';

/**
 * An article in full, for feeds: standfirst, pictures, text, whom it is credited to, and its corrections. HTML whose links work
 * anywhere.
 */
export const fullText = (
  { standfirst, content, corrections, shown }: Story,
  { origin }: Pick<Site, 'origin'>,
): string =>
  fragment(
    <>
      {standfirst && <p>{standfirst}</p>}
      <Pictures.Provider value={{ shown, isInFeed: true }}>
        {content.lead && <LeadFigure picture={content.lead} origin={origin} />}
        <Body blocks={content.body} origin={origin} dateline={content.dateline} />
      </Pictures.Provider>
      {content.source && <p>সূত্র: {content.source.name}</p>}
      {corrections.map(({ revision, note }) => (
        <p key={revision}>সংশোধনী: {note}</p>
      ))}
    </>,
  ).replace(/ (href|src)="\//g, ` $1="${origin}/`);
