import { newsroom } from '../../newsroom.ts';
import { correctionsPolicyPath, feedPath, imprintPath } from './paths.ts';
import { SectionLinks } from './section-links.tsx';

/** The sections again, for readers at the end of the page, and the imprint. */
export const Footer = () => (
  <footer class="foot">
    <nav id="sections" aria-label="সব বিভাগ">
      <SectionLinks />
    </nav>
    <address>
      <b>{newsroom.name}</b> <span>প্রকাশক: {newsroom.imprint.publisher}</span>{' '}
      <span>{newsroom.imprint.address}</span>{' '}
      <a href={`mailto:${newsroom.imprint.email}`}>{newsroom.imprint.email}</a>{' '}
      <a href={imprintPath}>আমাদের সম্পর্কে</a> <a href={correctionsPolicyPath}>সংশোধনী নীতি</a>{' '}
      <a href={feedPath('/')}>আরএসএস ফিড</a>
    </address>
  </footer>
);
