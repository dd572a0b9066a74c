import { describe, expect, it } from 'vitest';
import { diffOf } from '../../shared/articles/compare.ts';
import { diffHtml } from '../../shared/articles/diff-html.tsx';
import { someContent } from './an-article.ts';

describe('a diff as HTML', () => {
  it('has a heading for each field and marks what came and went', () => {
    const diff = diffOf(someContent({ headline: 'নতুন স্কুল' }), someContent({ headline: 'পুরোনো স্কুল' }), 'word');
    expect(diffHtml(diff)).toBe(
      '<div class="diff" lang="bn"><section><h2>শিরোনাম</h2><p><del>নতুন</del><ins>পুরোনো</ins> স্কুল</p></section></div>',
    );
  });

  it('escapes whatever a text holds', () => {
    const diff = diffOf(someContent(), someContent({ headline: '<script>"x"</script> & <br/>' }), 'word');
    expect(diffHtml(diff)).toContain('<ins>&lt;script>&quot;x&quot;&lt;/script> &amp; &lt;br/></ins>');
  });

  it('breaks lines where the text does', () => {
    const paragraph = (text: string) => ({ kind: 'paragraph' as const, spans: [{ text }] });
    const diff = diffOf(
      someContent({ body: [paragraph('ক')] }),
      someContent({ body: [paragraph('ক'), paragraph('খ')] }),
      'word',
    );
    expect(diffHtml(diff)).toContain('<h2>মূল লেখা</h2><p>ক<ins><br><br>খ</ins></p>');
  });

  it('says so when nothing changed', () => expect(diffHtml([])).toContain('কোনো পরিবর্তন নেই।'));
});
