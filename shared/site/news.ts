import type { NewsSource } from './fronts.ts';
import type { Card } from './site.ts';

/** The most that any page asks for of a section's newest. */
const most = 30;

/** A source that is asked the same thing once, however many pages want to know it. */
export function readOnce(source: NewsSource): NewsSource {
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(question: string, ask: () => Promise<T>): Promise<T> => {
    const answer = (known.get(question) as Promise<T> | undefined) ?? ask();
    known.set(question, answer);
    return answer;
  };
  return {
    latest: async (section, limit): Promise<Card[]> =>
      limit > most
        ? source.latest(section, limit)
        : (await once(`latest ${section}`, () => source.latest(section, most))).slice(0, limit),
    between: (section, since, until) =>
      once(`between ${section} ${since} ${until}`, () => source.between(section, since, until)),
    nearest: (section, side, instant) =>
      once(`nearest ${section} ${side} ${instant}`, () => source.nearest(section, side, instant)),
    pinnedIds: () => once('pins', source.pinnedIds),
    those: (ids) => once(`those ${ids.join(' ')}`, () => source.those(ids)),
    ofTopic: (topic, limit) => once(`topic ${topic} ${limit}`, () => source.ofTopic(topic, limit)),
  };
}
