import { describe, expect, it } from 'vitest';
import { type Comment, commentOn, resolve } from '../../shared/articles/comment.ts';
import { actor, anArticle, noon } from './an-article.ts';

const selim = actor('selim', 'reporter');
const by = (who: string, count: number, at = noon): Comment[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${who} ${i}`, text: 'দেখুন', by: who, at }));
const article = anArticle({ state: 'submitted' });
const tooMany = expect.objectContaining({ code: 'too-many' });

describe('comments of one person on one article', () => {
  it('are twenty in ten minutes, resolved ones among them: each makes a version', () => {
    expect(commentOn(article, 'খ', by('selim', 19), selim).comment.by).toBe('selim');
    expect(() => commentOn(article, 'খ', by('selim', 20), selim)).toThrow(tooMany);
    const resolved = by('mitu', 20).map((one) => ({ ...one, resolved: { by: 'selim', at: noon } }));
    expect(() => commentOn(article, 'খ', resolved, selim)).toThrow(tooMany);
    expect(() => resolve(article, 'mitu 20', [...resolved, ...by('mitu', 21)], selim)).toThrow(tooMany);
  });

  it('are no more than one answer holds', () => {
    const before = '2026-01-01T05:50:00.000Z';
    expect(commentOn(article, 'খ', by('mitu', 499, before), selim).comment.by).toBe('selim');
    const full = expect.objectContaining({ code: 'invalid-input' });
    expect(() => commentOn(article, 'খ', by('mitu', 500, before), selim)).toThrow(full);
    expect(resolve(article, 'mitu 0', by('mitu', 500, before), selim).comment.resolved?.by).toBe('selim');
  });

  it('hold up nobody else, and are free again after that', () => {
    expect(commentOn(article, 'খ', by('mitu', 40), selim).comment.by).toBe('selim');
    const before = by('selim', 40, '2026-01-01T05:50:00.000Z');
    expect(commentOn(article, 'খ', before, selim).comment.by).toBe('selim');
  });
});
