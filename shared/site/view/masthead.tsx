import { banglaDateOf, gregorianDate, weekday } from '../../bangla/dates.ts';
import { newsroom, type Section } from '../../newsroom.ts';
import { Menu } from './menu.tsx';
import { SectionLinks } from './section-links.tsx';
import { Time } from './time.tsx';

type Props = {
  now?: string | undefined;
  section?: Section | undefined;
  isHome: boolean;
  isSectionFront: boolean;
};

/** The paper's name and motto, the date in both calendars on pages of today, the menu, and a line of the sections. */
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
          <Time at={now}>{`${weekday(now)}, ${gregorianDate(now)}`}</Time> <span class="bar">|</span>{' '}
          <Time at={now}>{banglaDateOf(now)}</Time>
        </p>
      )}
    </div>
    <Menu />
    <nav class="sections" aria-label="বিভাগ">
      <SectionLinks current={section} isPage={isSectionFront} />
    </nav>
  </header>
);
