import { describe, expect, it } from 'vitest';
import { type StaffEvent, staffMessageOf } from '../../shared/audience/staff-message.ts';
import { anArticle, later, noon } from '../articles/an-article.ts';

const about = { articleId: 'art_7k2m9x4q1w5p', revision: 2, section: 'sport' } as const;
const told = (type: StaffEvent['type'], data: object) =>
  staffMessageOf(
    { id: 'art_7k2m9x4q1w5p@7', type, at: noon, by: 'mitu', data: { ...about, ...data } } as StaffEvent,
    anArticle({ headline: 'ফাইনাল আজ' }),
    (account) => account,
  );

describe('a staff message', () => {
  it('says to who approved that the approval is void, and which slot is empty', () => {
    const { text, attributes } = told('article.approval-voided', { approvedBy: 'kamal', publishAt: later });
    expect(text).toBe(
      'খেলা: “ফাইনাল আজ” kamal-এর অনুমোদন আর বহাল নেই (mitu)\nবৃহস্পতিবার, ১ জানুয়ারি ২০২৬, বিকেল ৩:০০-এর জায়গা এখন খালি\n/api/articles/art_7k2m9x4q1w5p',
    );
    expect(attributes).toMatchObject({ type: 'approval-voided', to: 'kamal', reporter: 'rumana' });
    expect(told('article.approval-voided', { approvedBy: 'kamal' }).text).not.toContain('খালি');
  });

  it('says to the people of a correction that it has ended with the article, and where its copy is', () => {
    const { text, attributes } = told('article.change-dropped', { openedBy: 'hasan', copyVersion: 6 });
    expect(text).toContain('v6');
    expect(attributes).toMatchObject({ type: 'change-dropped', to: 'hasan' });
    expect(told('article.change-dropped', { openedBy: 'hasan', approvedBy: 'kamal' }).attributes.to).toBe(
      'kamal',
    );
  });

  it('says to somebody that they have work, and to its reporter that it is back', () => {
    expect(told('article.assigned', { to: 'selim' })).toMatchObject({ attributes: { to: 'selim' } });
    expect(told('article.assigned', {}).attributes).not.toHaveProperty('to');
  });
});
