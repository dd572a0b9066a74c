import type { Site } from '../site.ts';
import type { Story } from '../story.ts';
import { Body } from './body.tsx';
import { fragment } from './html.ts';

/**
 * An article in full, for feeds: standfirst, text, whom it is credited to, and its corrections. HTML whose links work
 * anywhere.
 */
export const fullText = (
  { standfirst, content, corrections }: Story,
  { origin }: Pick<Site, 'origin'>,
): string =>
  fragment(
    <>
      {standfirst && <p>{standfirst}</p>}
      <Body blocks={content.body} origin={origin} dateline={content.dateline} />
      {content.source && <p>সূত্র: {content.source.name}</p>}
      {corrections.map(({ revision, note }) => (
        <p key={revision}>সংশোধনী: {note}</p>
      ))}
    </>,
  ).replaceAll(' href="/', ` href="${origin}/`);
