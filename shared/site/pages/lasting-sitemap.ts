import { sections } from '../../newsroom.ts';
import type { Site } from '../site.ts';
import {
  archiveSearchPath,
  contactPath,
  correctionsPolicyPath,
  imprintPath,
  newsletterPath,
  privacyPath,
  sectionPath,
  termsPath,
} from '../view/paths.ts';
import { declaration, urlset } from '../view/sitemap.ts';
import { element } from '../view/xml.ts';

/** The sitemap of pages that are always there: the home page, section fronts, and what the paper says of itself. */
export const lastingSitemap = ({ origin }: Pick<Site, 'origin'>): string => `${declaration}
<urlset ${urlset}>
${[
  '/',
  ...sections.map(sectionPath),
  ...[
    imprintPath,
    contactPath,
    correctionsPolicyPath,
    privacyPath,
    termsPath,
    newsletterPath,
    archiveSearchPath,
  ],
]
  .map((path) => `<url>${element('loc', origin + path)}</url>`)
  .join('\n')}
</urlset>
`;
