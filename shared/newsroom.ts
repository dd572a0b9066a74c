import * as z from 'zod';
import * as paper from './paper.ts';

/** What the paper is called, its sections and rules; whom readers write to; what holds for them. The texts are in `paper.ts`. */
export const newsroom = paper.newsroom;
export const contacts = paper.contacts;
export const readersTerms = paper.readersTerms;

export type Section = keyof typeof newsroom.sections;

export const sections = Object.keys(newsroom.sections) as [Section, ...Section[]];

// Marked as without effect, so that what needs the names of a newsroom alone is bundled without the schemas' library.
export const Section = /* @__PURE__ */ z
  .enum(sections, { error: () => `must be one of: ${sections.join(', ')}` })
  .meta({ id: 'Section' });

/** How much room fronts give an article. It is no part of the copy that is approved. */
export const Weight = /* @__PURE__ */ z.enum(['lead', 'large', 'normal', 'brief']);
export type Weight = z.infer<typeof Weight>;

/** Who is alerted of a publication: nobody, the section's subscribers, or all subscribers of breaking news as well. */
export const AlertLevel = /* @__PURE__ */ z.enum(['none', 'section', 'breaking']);
export type AlertLevel = z.infer<typeof AlertLevel>;
