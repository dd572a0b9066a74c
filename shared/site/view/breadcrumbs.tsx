import { newsroom, type Section } from '../../newsroom.ts';
import { sectionPath } from './paths.ts';

/** The path to this page: front page, then section. On a section's own front the last step is the current page. */
export const Breadcrumbs = ({ section, isHere = false }: { section: Section; isHere?: boolean }) => (
  <nav class="crumbs" aria-label="আপনি এখানে">
    <ol>
      <li>
        <a href="/">প্রচ্ছদ</a>
      </li>
      <li>
        <a href={sectionPath(section)} aria-current={isHere ? 'page' : undefined}>
          {newsroom.sections[section]}
        </a>
      </li>
    </ol>
  </nav>
);
