import { newsroom, type Section, sections } from '../../newsroom.ts';
import { sectionPath } from './paths.ts';

/**
 * All sections in the paper's order. The current one is marked, as this page or as the section this page belongs to.
 */
export const SectionLinks = ({
  current,
  isPage = false,
}: {
  current?: Section | undefined;
  isPage?: boolean;
}) => (
  <ul>
    {sections.map((section) => (
      <li key={section}>
        <a
          href={sectionPath(section)}
          aria-current={section === current ? (isPage ? 'page' : 'true') : undefined}
        >
          {newsroom.sections[section]}
        </a>
      </li>
    ))}
  </ul>
);
