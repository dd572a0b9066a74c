import type { Cloud } from '../local/cloud.ts';
import type { SceneName } from '../local/sample/pictures/scenes.ts';
import { uploadPictures } from '../local/sample/pictures.ts';
import { post } from '../local/sample/posting.ts';
import { functions } from '../topology.ts';
import { aMeteredCloud } from './metered-cloud.ts';
import { times, type Usage, without } from './usage.ts';

/** How many readers the measured alert goes to. */
const readers = 500;
/** How often an open desk looks what is new while that is measured. */
const looks = 50;
/** How often an article is saved at the desk before it is handed over. */
const saves = 10;

const struck = new Set<string>(functions.flatMap(([name, { on }]) => ('every' in on ? [name] : [])));

/** What is used of AWS by each, counted in the embedded cloud. */
export type Measured = {
  /** From its first draft to the last front, saved ten times. */
  article: Usage;
  picture: Usage;
  /** An alert, for each of its readers. */
  reader: Usage;
  /** A look of an open desk at what happened since the last. */
  look: Usage;
  /** An hour in which nobody works. */
  hour: Usage;
};

export async function measure(): Promise<Measured> {
  return { ...(await measureWork()), hour: await measureAnHour() };
}

async function measureWork(): Promise<Omit<Measured, 'hour'>> {
  const { cloud, read } = await aMeteredCloud((name) => !struck.has(name));
  // Once to start every function.
  await publish(cloud, await aPicture(cloud, 'flood'), 'none');
  read();
  const asset = await aPicture(cloud, 'school');
  const picture = read();
  await publish(cloud, asset, 'none');
  const article = read();
  await bringReaders(cloud);
  read();
  await publish(cloud, asset, 'section');
  const alert = without(read(), article);
  await lookAtDesk(cloud);
  const look = times(1 / looks, read());
  await cloud.close();
  return { article, picture, reader: times(1 / readers, alert), look };
}

async function measureAnHour(): Promise<Usage> {
  const { cloud, read } = await aMeteredCloud((name) => struck.has(name));
  for (let minute = 0; minute < 60; minute++) {
    cloud.clock.turnTo(cloud.clock.now() + 60_000);
    await cloud.rest();
  }
  const used = read();
  await cloud.close();
  return used;
}

const by = async ({ token }: Cloud, name: string, role: string) => ({
  authorization: `Bearer ${await token(name, role)}`,
  'if-match': '*',
});

const aPicture = async (cloud: Cloud, scene: SceneName) =>
  (await uploadPictures(cloud, [{ scene, alt: 'চরের স্কুলের উঠান' }])).get(scene) ?? '';

async function publish(cloud: Cloud, asset: string, alert: 'none' | 'section') {
  const [arif, kamal] = [await by(cloud, 'arif', 'reporter'), await by(cloud, 'kamal', 'editor')];
  const copy = (save: number) => ({
    ...{ section: 'sport', headline: 'চরের মাঠে নতুন মৌসুম', bylines: ['আরিফ হোসেন'], tags: ['ক্রিকেট'], alert },
    body: `${'পদ্মার চরে আজ নতুন মৌসুমের প্রথম খেলা শুরু হয়েছে। '.repeat(8)}\n\n`.repeat(10 + save),
    lead: { asset },
  });
  const { id } = await post(`${cloud.url}/api/articles`, copy(0), arif);
  for (let save = 1; save <= saves; save++) {
    const answer = await fetch(`${cloud.url}/api/articles/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...arif },
      body: JSON.stringify(copy(save)),
    });
    if (!answer.ok) throw new Error(`Saving was answered ${answer.status}: ${await answer.text()}`);
  }
  await post(`${cloud.url}/api/articles/${id}/submit`, {}, arif);
  await post(`${cloud.url}/api/articles/${id}/approve`, {}, kamal);
  await cloud.rest();
}

/** Looks as the desk does: each goes on where the one before ended. */
async function lookAtDesk(cloud: Cloud) {
  const kamal = await by(cloud, 'kamal', 'editor');
  let since = new Date(cloud.clock.now() - 60_000).toISOString();
  for (let look = 0; look < looks; look++) {
    const answer = await fetch(`${cloud.url}/api/activity?since=${encodeURIComponent(since)}`, {
      headers: kamal,
    });
    if (!answer.ok) throw new Error(`A look was answered ${answer.status}: ${await answer.text()}`);
    ({ since } = (await answer.json()) as { since: string });
  }
}

async function bringReaders(cloud: Cloud) {
  const salma = await by(cloud, 'salma', 'publisher');
  for (let from = 0; from < readers; from += 50)
    await post(
      `${cloud.url}/api/readers/import`,
      {
        source: 'cost',
        readers: Array.from({ length: 50 }, (_, n) => ({
          address: `reader${from + n}@pathok.example`,
          sections: ['sport'],
          confirmedAt: '2026-01-01T00:00:00Z',
        })),
      },
      salma,
    );
  await cloud.rest();
}
