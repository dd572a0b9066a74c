import { sections } from '../../../shared/newsroom.ts';
import type { Cloud } from '../cloud.ts';
import { tokenFor } from '../identity.ts';
import { claimsOf, staff } from '../sign-in/staff.ts';
import { bookSample } from './ads.ts';
import { inWork, type StoryInWork } from './in-work.ts';
import type { SceneName } from './pictures/scenes.ts';
import { type Telling, uploadPictures } from './pictures.ts';
import { post } from './posting.ts';
import { type SampleStory, stories } from './stories.ts';

type Desk = Pick<Cloud, 'url' | 'token' | 'rest' | 'store' | 'aws' | 'lambda' | 'clock' | 'jwk'>;

const subscriber = 'pathok@khobor.example';

/**
 * Publishes a small newsroom as people would: a reader subscribes and confirms, reporters file over HTTP, another
 * editor approves, an ad is booked; functions do the rest. Done once per store, and again if it was interrupted.
 */
export async function publishSample(desk: Desk): Promise<void> {
  const done = desk.store.sql("SELECT 1 FROM checkpoints WHERE source = 'sample'");
  if (done.get()) return;
  console.log(`Publishing the sample newsroom (${stories.length} articles) ...`);
  await signInOnce(desk);
  await subscribe(desk);
  const pictures = await uploadPictures(desk, stories.flatMap(picturesOf));
  for (const [i, story] of stories.entries()) await publish(desk, story, `sample-${i}`, pictures);
  for (const [i, story] of inWork.entries()) await leaveInWork(desk, story, `sample-in-work-${i}`);
  await bookSample(desk);
  await desk.rest();
  // Archives are written by the hour. Who starts a newsroom now looks at them now.
  await desk.lambda.invoke('site/new-hour', { time: new Date(desk.clock.now()).toISOString() });
  await desk.store.write(() => desk.store.sql("INSERT INTO checkpoints VALUES ('sample', 'done')").run());
}

/** Everybody has signed in: the desk knows their names. */
async function signInOnce({ url, jwk, clock }: Desk) {
  for (const [name, { roles }] of Object.entries(staff)) {
    const issuedAt = new Date(clock.now());
    const token = await tokenFor({ ...claimsOf(name), roles, issuedAt, seconds: 600, origin: url }, jwk);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/people/me`, { method: 'PUT', headers, body: '{}' });
    if (!answer.ok) throw new Error(`${name} could not sign in: ${answer.status}`);
  }
}

async function subscribe({ url, rest, aws }: Desk) {
  await post(`${url}/api/subscriptions`, { address: subscriber, sections: [sections[0], 'breaking'] });
  await rest();
  const mail = aws.ses.mailbox().find(({ to }) => to.includes(subscriber));
  const token = /#token=([^\s"]+)/.exec(mail?.text ?? '')?.[1];
  if (token) await post(`${url}/api/subscriptions/confirm`, { token });
}

const picturesOf = ({ lead, gallery = [] }: SampleStory): Telling[] => [...(lead ? [lead] : []), ...gallery];

async function publish(
  { url, token }: Desk,
  story: SampleStory,
  key: string,
  pictures: ReadonlyMap<SceneName, string>,
) {
  const reporter = await signedIn(token, story.reporter, 'reporter');
  const editor = await signedIn(token, 'kamal', 'editor');
  const idOf = (scene: string) => pictures.get(scene as SceneName) ?? '';
  const content = {
    ...story.content,
    section: sectionFor(story.content.section),
    body: story.content.body.replace(/scene:(\w+)/g, (_, scene: string) => idOf(scene)),
    ...(story.lead ? { lead: { asset: idOf(story.lead.scene) } } : {}),
  };
  const filed = await post(`${url}/api/articles`, content, {
    ...reporter,
    'idempotency-key': key,
  });
  await post(`${url}/api/articles/${filed.id}/submit`, {}, { ...reporter, 'if-match': '"1"' });
  await post(`${url}/api/articles/${filed.id}/approve`, {}, { ...editor, 'if-match': '"2"' });
}

/** Leaves an article where its reporter and its editor have come with it. */
async function leaveInWork(
  { url, token }: Desk,
  { reporter: name, content, comes, note }: StoryInWork,
  key: string,
) {
  const reporter = await signedIn(token, name, 'reporter');
  const { id } = await post(
    `${url}/api/articles`,
    { ...content, section: sectionFor(content.section) },
    { ...reporter, 'idempotency-key': key },
  );
  if (comes === 'to nobody yet') return;
  await post(`${url}/api/articles/${id}/submit`, {}, { ...reporter, 'if-match': '"1"' });
  if (comes === 'to its editor') return;
  const editor = await signedIn(token, 'mitu', 'editor');
  await post(`${url}/api/articles/${id}/return`, { note }, { ...editor, 'if-match': '"2"' });
}

const signedIn = async (token: Desk['token'], name: string, role: string) => ({
  authorization: `Bearer ${await token(name, role)}`,
});

const sectionFor = (key: string) => sections.find((section) => section === key) ?? sections[0];
