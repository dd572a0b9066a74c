import { bookSample } from '../../infra/local/sample/ads.ts';
import { stories } from '../../infra/local/sample/stories.ts';
import { aDesk } from '../journeys/a-desk.ts';

/**
 * A running newsroom with something on every kind of page: the sample's stories and its ad, one corrected, one retracted, one
 * killed. `paths` are those a reader finds by following links from the front page.
 */
export async function aNewsroom() {
  const desk = await aDesk();
  const { cloud, people, step, edit, submitted } = desk;
  const released = async (differences = {}) => {
    const id = await submitted(differences);
    await step('kamal', id, 'approve');
    return id;
  };
  const filed = await Promise.all(stories.map(({ content }) => released(content)));
  await people.kamal.put('/api/authors/rehana-parveen', {
    name: 'রেহানা পারভীন',
    role: 'জ্যেষ্ঠ প্রতিবেদক, রাজশাহী',
    bio: 'পদ্মাপারের মানুষ, নদীভাঙন আর চরের স্কুল নিয়ে লেখেন। পনেরো বছর ধরে সাংবাদিকতায়।',
    sameAs: ['https://www.facebook.com/rehana.parveen', 'https://rehana.example/'],
  });
  await released({ bylines: ['রেহানা পারভীন @rehana-parveen'], tags: ['চর'] });
  const [corrected, retracted, killed] = await Promise.all([released(), released(), released()]);
  await cloud.rest();
  await step('rumana', corrected, 'correct', { note: 'স্কুলটি তিনটি নয়, চারটি।' });
  await edit(corrected, { headline: 'চরের চার স্কুলে প্রথম ঘণ্টা' });
  await step('rumana', corrected, 'submit');
  await step('kamal', corrected, 'approve');
  await people.parveen.post(`/api/articles/${retracted}/retract`, { reason: 'উৎসের তথ্য যাচাই করা যায়নি।' });
  await people.parveen.post(`/api/articles/${killed}/kill`, { reason: 'আইনি নির্দেশ' });
  await bookSample(cloud);
  // The archives of sections are written by the hour.
  await cloud.turnBy(3_600_000);
  await desk.signIn();
  return {
    ...desk,
    site: cloud.url,
    pathOf: (id: string) => `/national/${id}`,
    ...{ corrected, retracted, killed, filed },
  };
}

/** Every path that links lead to from `/`, with the status it is answered with. */
export async function paths(site: string): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const next = ['/'];
  for (let path = next.pop(); path !== undefined; path = next.pop()) {
    if (found.has(path)) continue;
    const answer = await fetch(site + path);
    found.set(path, answer.status);
    const text = await answer.text();
    if (answer.headers.get('content-type')?.startsWith('text/html'))
      next.push(...[...text.matchAll(/href="(\/[^"#]*)/g)].map(([, href = '']) => href));
  }
  return found;
}
