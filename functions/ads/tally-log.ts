import { countLog } from '../../shared/ads/count-log.ts';
import { arrival } from '../../shared/lambda/arrival.ts';

export const handler = arrival(async ({ key }, at) => {
  const { malformed, leftOut, unknown } = await countLog(key, at);
  if (malformed + leftOut + unknown > 0)
    console.warn(JSON.stringify({ log: key, malformed, leftOut, unknown }));
});
