import { newsroomRoles, type Role } from '../../shared/actor.ts';
import type { LazyScreen } from './parts/lazy.tsx';
import type { Words } from './words/catalogue.ts';

type Place = {
  /** The path below `/desk/`. */
  to: string;
  name: keyof Words['place'];
  /** Who works there: nobody else is led there. */
  for: readonly Role[];
  /** Where one goes all day is in the bar itself, the rest in its menu, by groups. */
  group: 'daily' | keyof Words['group'];
};

/** Where one can go, in the order of the menu. */
export const places: readonly Place[] = [
  { to: '', name: 'myWork', for: newsroomRoles, group: 'daily' },
  { to: 'board', name: 'board', for: newsroomRoles, group: 'daily' },
  { to: 'schedule', name: 'schedule', for: newsroomRoles, group: 'daily' },
  { to: 'fronts', name: 'fronts', for: newsroomRoles, group: 'daily' },
  { to: 'pictures', name: 'pictures', for: newsroomRoles, group: 'daily' },
  { to: 'corrections', name: 'corrections', for: newsroomRoles, group: 'copy' },
  { to: 'activity', name: 'activity', for: newsroomRoles, group: 'copy' },
  { to: 'readers', name: 'readers', for: newsroomRoles, group: 'audience' },
  { to: 'ads', name: 'ads', for: ['ad-manager'], group: 'audience' },
  { to: 'authors', name: 'authors', for: newsroomRoles, group: 'site' },
  { to: 'redirects', name: 'redirects', for: newsroomRoles, group: 'site' },
];

/** What is said while nothing can be changed. */
export const readOnlyNotice: LazyScreen = () =>
  import('./screens/read-only/read-only-notice.tsx').then((found) => found.ReadOnlyNotice);

/** The screens that are loaded when somebody goes there, by the beginning of their path. */
const lazyScreens: Readonly<Record<string, LazyScreen>> = {
  board: () => import('./screens/board-screen.tsx').then((found) => found.BoardScreen),
  schedule: () => import('./screens/schedule/schedule-screen.tsx').then((found) => found.ScheduleScreen),
  fronts: () => import('./screens/fronts/fronts-screen.tsx').then((found) => found.FrontsScreen),
  pictures: () => import('./screens/pictures/pictures-screen.tsx').then((found) => found.PicturesScreen),
  corrections: () =>
    import('./screens/corrections/corrections-screen.tsx').then((found) => found.CorrectionsScreen),
  activity: () => import('./screens/activity-screen.tsx').then((found) => found.ActivityScreen),
  readers: () => import('./screens/readers/readers-screen.tsx').then((found) => found.ReadersScreen),
  ads: () => import('./screens/ads/ads-screen.tsx').then((found) => found.AdsScreen),
  authors: () => import('./screens/authors/authors-screen.tsx').then((found) => found.AuthorsScreen),
  redirects: () => import('./screens/redirects/redirects-screen.tsx').then((found) => found.RedirectsScreen),
};

/** The screen of an article, by its id or `new`. */
export const articleScreen: LazyScreen = () =>
  import('./article/article-screen.tsx').then((found) => found.ArticleScreen);

/** The screen at a path, if it is one that is loaded. */
export function lazyScreen(path: string): LazyScreen | undefined {
  const [first = ''] = path.split('/');
  return Object.hasOwn(lazyScreens, first) ? lazyScreens[first] : undefined;
}
