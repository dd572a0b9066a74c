import { openAws } from '../../infra/local/aws/aws.ts';
import { operator } from '../../infra/local/aws/credentials.ts';
import { region } from '../../infra/local/aws/service.ts';
import { openClock } from '../../infra/local/clock.ts';
import { Store } from '../../infra/local/store.ts';

/** An AWS endpoint of its own in memory (or in a file), and what an SDK client needs to reach it as the operator. */
export async function anAws(path = ':memory:') {
  const store = new Store(path);
  const clock = openClock();
  const aws = await openAws({ store, clock });
  const config = { region, endpoint: aws.url, credentials: aws.keyring.issue(operator), maxAttempts: 1 };
  const close = async () => {
    await aws.close();
    store.close();
  };
  return { ...aws, store, clock, config, close };
}
