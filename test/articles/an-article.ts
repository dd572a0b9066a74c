import type { Actor, Role } from '../../shared/actor.ts';
import type { Article } from '../../shared/articles/article.ts';
import type { Content } from '../../shared/articles/content.ts';

export const noon = '2026-01-01T06:00:00.000Z';
export const later = '2026-01-01T09:00:00.000Z';

export const anArticle = (differences: Partial<Article> = {}): Article => ({
  id: 'art_7k2m9x4q1w5p',
  state: 'draft',
  version: 3,
  revision: 1,
  section: 'national',
  headline: 'শিরোনাম',
  alert: 'none',
  copyVersion: 1,
  copyHash: 'a'.repeat(64),
  reporter: 'rumana',
  savedBy: 'rumana',
  createdAt: noon,
  savedAt: noon,
  ...differences,
});

export const someContent = (differences: Partial<Content> = {}): Content => ({
  section: 'national',
  headline: 'শিরোনাম',
  bylines: [],
  body: [{ kind: 'paragraph', spans: [{ text: 'খবর' }] }],
  tags: [],
  alert: 'none',
  ...differences,
});

export const actor = (by: string, ...roles: Role[]): Actor => ({ by, roles, at: noon });
