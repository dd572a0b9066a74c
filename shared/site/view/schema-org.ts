import { newsroom, type Section } from '../../newsroom.ts';
import type { Site } from '../site.ts';
import { iconPath } from './icons.ts';
import { sectionPath } from './paths.ts';

type Origin = Pick<Site, 'origin'>;

/** Who publishes the paper, in schema.org's terms, with its sign. */
export const publisherOf = ({ origin }: Origin) => ({
  '@type': 'NewsMediaOrganization',
  name: newsroom.name,
  url: `${origin}/`,
  logo: { '@type': 'ImageObject', url: origin + iconPath(512), width: 512, height: 512 },
});

/** Whoever a byline names: a person, or a desk of the paper. */
export const authorOf = (name: string, url: string) => ({
  '@type': newsroom.deskBylines.test(name) ? 'Organization' : 'Person',
  name,
  url,
});

/** The way to a page: the front page, its section, and the page itself if it is not the section's front. */
export function breadcrumbList(section: Section, { origin }: Origin, page?: { name: string; path: string }) {
  const steps = [
    { name: newsroom.name, path: '/' },
    { name: newsroom.sections[section], path: sectionPath(section) },
    ...(page ? [page] : []),
  ];
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, path }, at) => ({
      '@type': 'ListItem',
      position: at + 1,
      name,
      item: origin + path,
    })),
  };
}
