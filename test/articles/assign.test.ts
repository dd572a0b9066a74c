import { describe, expect, it } from 'vitest';
import { assign } from '../../shared/articles/drafting.ts';
import { actor, anArticle, noon } from './an-article.ts';

const selim = actor('selim', 'reporter');
const tooMany = expect.objectContaining({ code: 'too-many' });
const handedOn = (by: string, count: number, at = noon) =>
  anArticle({
    state: 'submitted',
    reporter: 'selim',
    assignments: Array.from({ length: count }, () => ({ by, at })),
  });

describe('an article that is handed on', () => {
  it('is so ten times in ten minutes by a person: each makes a version, which who approves has to look at', () => {
    expect(assign(handedOn('selim', 9), 'mitu', selim).article.assignee).toBe('mitu');
    expect(() => assign(handedOn('selim', 10), 'mitu', selim)).toThrow(tooMany);
    expect(() => assign(handedOn('selim', 10), undefined, selim)).toThrow(tooMany);
  });

  it('may be so by others, and again after that, and keeps no longer list', () => {
    expect(assign(handedOn('mitu', 40), 'nasima', selim).article.assignee).toBe('nasima');
    const { article } = assign(handedOn('selim', 40, '2026-01-01T05:50:00.000Z'), 'mitu', selim);
    expect(article.assignments).toHaveLength(1);
  });
});
