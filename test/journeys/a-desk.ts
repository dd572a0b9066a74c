import { expect } from 'vitest';
import { aFiling, aStillCloud, type Reply } from '../a-cloud.ts';

/**
 * A newsroom at work: a reporter, two editors and a publisher on a cloud of their own, and the ways an article goes
 * through their hands. Whoever signs in again after the clock was turned calls `signIn`.
 */
export async function aDesk(options: Parameters<typeof aStillCloud>[0] = {}) {
  const cloud = await aStillCloud(options);
  const staff = async () => ({
    rumana: await cloud.someone('rumana', 'reporter'),
    kamal: await cloud.someone('kamal', 'editor'),
    mitu: await cloud.someone('mitu', 'editor'),
    parveen: await cloud.someone('parveen', 'publisher'),
  });
  const people = await staff();
  const signIn = async () => Object.assign(people, await staff());

  const step = async (who: keyof typeof people, id: string, name: string, body: object = {}) => {
    const reply = await people[who].post(`/api/articles/${id}/${name}`, body);
    expect(reply.status, `${name} by ${who}: ${JSON.stringify(reply.body)}`).toBe(200);
    return reply;
  };
  const file = async (differences = {}) =>
    String((await people.rumana.post('/api/articles', aFiling(differences))).body.id);
  const submitted = async (differences = {}) => {
    const id = await file(differences);
    await step('rumana', id, 'submit');
    return id;
  };
  const published = async (differences = {}) => {
    const id = await submitted(differences);
    await step('kamal', id, 'approve');
    await cloud.rest();
    return id;
  };
  const edit = (id: string, differences = {}) =>
    people.rumana.put(`/api/articles/${id}`, aFiling(differences), { 'if-match': '*' });
  const get = async (id: string) => (await people.kamal.get(`/api/articles/${id}`)).body;
  const facts = async (id: string) =>
    ((await people.kamal.get(`/api/articles/${id}/history`)).body.facts as unknown as { type: string }[]).map(
      ({ type }) => type.slice('article.'.length),
    );
  /** Every object that readers can get, by its key. */
  const publicObjects = () =>
    new Map(
      cloud.store
        .sql("SELECT key, body FROM s3_object WHERE bucket = 'khobor-site'")
        .all()
        .map(({ key, body }) => [
          Buffer.from(key as Uint8Array).toString(),
          Buffer.from(body as Uint8Array).toString(),
        ]),
    );
  return { cloud, people, signIn, step, file, submitted, published, edit, get, facts, publicObjects };
}

export type ADesk = Awaited<ReturnType<typeof aDesk>>;

export const problem = ({ status, body }: Reply) => [status, body.code];
