import { dateHeader } from '../../bangla/dates.ts';
import { newsroom, type Section } from '../../newsroom.ts';
import { SectionLinks } from './section-links.tsx';

type Props = {
  now?: string | undefined;
  section?: Section | undefined;
  isHome: boolean;
  isSectionFront: boolean;
};

/** The paper's name and motto, the date in both calendars where the page is of today, and the way to the sections. */
export const Masthead = ({ now, section, isHome, isSectionFront }: Props) => (
  <header class="masthead">
    <div class="plate">
      {isHome ? (
        <h1 class="name">{newsroom.name}</h1>
      ) : (
        <p class="name">
          <a href="/">{newsroom.name}</a>
        </p>
      )}
      <p class="motto">{newsroom.motto}</p>
      {now && (
        <p class="today">
          <time datetime={now}>{dateHeader(now)}</time>
        </p>
      )}
    </div>
    <nav class="sections" aria-label="বিভাগ">
      <SectionLinks current={section} isPage={isSectionFront} />
    </nav>
  </header>
);
