import * as z from 'zod';
import { announce } from '../../shared/aws/topic.ts';
import { readFacts } from '../../shared/facts/facts-store.ts';
import { instant } from '../../shared/instant.ts';
import { api } from '../../shared/lambda/route.ts';
import { Problem } from '../../shared/problem.ts';
import { StoredFact } from '../../shared/stored-fact.ts';

export const handler = api(
  ['publisher'],
  {
    summary: 'Announce saved facts once more, 500 at a time, for whoever has not heard of them',
    input: z.strictObject({
      since: instant,
      until: instant.optional(),
      types: z.array(z.string().max(100)).min(1).max(50).optional(),
      articleId: z.string().max(64).optional(),
      cursor: z.string().max(2_000).optional(),
    }),
    output: z.object({
      replayed: z.int(),
      refused: z.array(z.object({ fact: z.string(), reason: z.string() })),
      cursor: z.string().optional(),
    }),
    problems: ['not-found'],
  },
  async ({ since, until, types, articleId, cursor: from }, { at }) => {
    const { facts, cursor } = await readFacts({ since, until: until ?? at, articleId }, from);
    const read = facts.map(({ pk, sk, record }) => {
      const { data, error } = StoredFact.safeParse(record);
      return { name: `${pk} ${sk}`, of: pk, fact: data, error };
    });
    const wanted = read.filter(({ fact }) => fact && (types?.includes(fact.type) ?? true));
    const fates = await announce(wanted.flatMap(({ of, fact }) => (fact ? [{ of, fact }] : [])));
    const failed = fates.find((fate) => typeof fate === 'object' && 'failed' in fate);
    if (failed)
      throw new Problem('busy', 'The topic does not take facts at the moment', {}, { cause: failed });
    const refused = [
      ...read.flatMap(({ name, error }) => (error ? [{ fact: name, reason: error.message }] : [])),
      ...fates.flatMap((fate, i) =>
        typeof fate === 'object' && 'refused' in fate
          ? [{ fact: wanted[i]?.name ?? '', reason: fate.refused }]
          : [],
      ),
    ];
    const replayed = fates.filter((fate) => fate === 'passed').length;
    return { replayed, refused, ...(cursor === undefined ? {} : { cursor }) };
  },
);
