import { openCloud } from '../../infra/local/cloud.ts';

/** A newsroom in a process of its own, to be killed: `node cloud-process.ts FILE ASSETS`. Prints where it is. */
const [file = '', assets = '{}'] = process.argv.slice(2);
const cloud = await openCloud({ file, built: { assets: JSON.parse(assets) } });
const [reporter, editor] = [await cloud.token('rumana', 'reporter'), await cloud.token('kamal', 'editor')];
const { accessKeyId, secretAccessKey } = cloud.aws.operator;
console.log(
  JSON.stringify({ url: cloud.url, aws: cloud.aws.url, accessKeyId, secretAccessKey, reporter, editor }),
);
