import { newsroom } from '../../newsroom.ts';
import {
  archiveSearchPath,
  contactPath,
  correctionsPolicyPath,
  feedPath,
  imprintPath,
  newsletterPath,
  privacyPath,
  termsPath,
} from './paths.ts';
import { SectionLinks } from './section-links.tsx';

/** What the paper says of itself, and what readers can get. */
const pages = [
  [imprintPath, 'আমাদের সম্পর্কে'],
  [contactPath, 'যোগাযোগ'],
  [correctionsPolicyPath, 'সংশোধনী নীতি'],
  [termsPath, 'শর্তাবলি'],
  [privacyPath, 'গোপনীয়তা'],
  [newsletterPath, 'ই-মেইলে খবর'],
  [archiveSearchPath, 'পুরোনো খবর'],
  [feedPath('/'), 'আরএসএস ফিড'],
] as const;

/** The sections again, for readers at the end of the page, the imprint, and the paper's other pages. */
export const Footer = () => (
  <footer class="foot">
    <nav id="sections" aria-label="বিভাগের তালিকা">
      <SectionLinks />
    </nav>
    <address>
      <b>{newsroom.name}</b> <span>প্রকাশক: {newsroom.imprint.publisher}</span>{' '}
      <span>{newsroom.imprint.address}</span>{' '}
      <a href={`mailto:${newsroom.imprint.email}`}>{newsroom.imprint.email}</a>
    </address>
    <ul>
      {pages.map(([path, called]) => (
        <li key={path}>
          <a href={path}>{called}</a>
        </li>
      ))}
    </ul>
  </footer>
);
