import { overwrite } from '../aws/claim.ts';
import { setting } from '../aws/environment.ts';
import { queuePrefix, readQueues } from '../aws/queues.ts';
import { read } from '../aws/table.ts';
import { tell } from '../aws/topic.ts';
import { keys } from '../keys.ts';
import { Noted, queueMail, watchQueues } from './queue-watch.ts';

/**
 * Looks at every queue of the stage, and tells those who operate it what is parked or waits too long, in one mail. It is
 * told before it is noted: a look that fails between the two is told twice, and none is lost.
 */
export async function lookAtQueues(at: string): Promise<void> {
  const key = keys.queueWatch({});
  const [seen, item] = await Promise.all([readQueues(), read(key)]);
  // What another version noted is noted anew.
  const noted = Noted.safeParse(item?.record).data ?? {};
  const { tell: news, note } = watchQueues(seen, noted, at);
  if (news.length > 0) {
    const { subject, text } = queueMail(news, stageIn(queuePrefix()));
    await tell(setting('ALARMS_TOPIC'), subject, text);
  }
  if (JSON.stringify(note) !== JSON.stringify(noted)) await overwrite({ ...key, record: note });
}

/** The stage's name in what its queues begin with: `khobor-prod-`. */
const stageIn = (prefix: string) => /^khobor-(.+)-$/.exec(prefix)?.[1];
