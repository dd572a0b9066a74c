import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { Diff } from '../../shared/articles/diff.ts';
import { diffHtml } from '../../shared/articles/diff-html.tsx';
import { contentOf, getRevision, nameBefore, RevisionName } from '../../shared/articles/revisions-store.ts';
import { Id } from '../../shared/lambda/id.ts';
import { api } from '../../shared/lambda/route.ts';

const Input = Id.extend({
  revision: RevisionName,
  from: RevisionName.optional(),
  by: z.enum(['word', 'grapheme']).default('word'),
});

export const handler = api(
  newsroomRoles,
  {
    summary: 'What changed in a revision (2) or a saved copy (v7) since another, or since the one before it',
    input: Input,
    output: z.object({ from: z.string(), to: z.string(), fields: Diff, html: z.string() }),
    problems: ['not-found', 'forbidden', 'too-large'],
  },
  async ({ id, revision: to, from: given, by }, caller) => {
    const from = given ?? (await nameBefore(id, to));
    const [before, after] = [await getRevision(id, from, caller), await getRevision(id, to, caller)];
    const { diffOf } = await comparison();
    const fields = diffOf(contentOf(before), contentOf(after), by);
    return { from, to, fields, html: diffHtml(fields) };
  },
);

/** Loaded on demand, because it writes bodies as Markdown. */
const comparison = () => import('../../shared/articles/compare.ts');
