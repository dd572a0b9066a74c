import { openClock } from 'embedded-aws';
import { openCloud } from '../../infra/local/cloud.ts';
import { aClock } from '../a-clock.ts';
import { patience } from '../patience.ts';

/**
 * A newsroom in a process of its own, to be killed: `node cloud-process.ts FILE ASSETS [INSTANT]`. Its clock stands at
 * the instant, or runs. Prints where it is.
 */
const [file = '', assets = '{}', instant] = process.argv.slice(2);
const clock = instant === undefined ? openClock() : aClock(Number(instant));
const cloud = await openCloud({
  file,
  built: { assets: JSON.parse(assets) },
  clock,
  timeout: patience / 1000,
});
const [reporter, editor] = [await cloud.token('rumana', 'reporter'), await cloud.token('kamal', 'editor')];
const { accessKeyId, secretAccessKey } = cloud.aws.operator;
console.log(
  JSON.stringify({ url: cloud.url, aws: cloud.aws.url, accessKeyId, secretAccessKey, reporter, editor }),
);
