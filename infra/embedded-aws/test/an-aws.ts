import { openClock } from '../src/clock.ts';
import { type AwsOptions, openAws } from '../src/open-aws.ts';
import { region } from '../src/service.ts';
import { Store } from '../src/store.ts';

/** An AWS endpoint of its own in memory (or in a file), and what an SDK client needs to reach it as the operator. */
export async function anAws(path = ':memory:', options: Partial<AwsOptions> = {}) {
  const store = new Store(path);
  const clock = openClock();
  const aws = await openAws({ store, clock, ...options });
  const config = { region, endpoint: aws.url, credentials: aws.operator, maxAttempts: 1 };
  const close = async () => {
    await aws.close();
    store.close();
  };
  return { ...aws, store, clock, config, close };
}
