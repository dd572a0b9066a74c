import { SQSClient } from '@aws-sdk/client-sqs';
import { command, Mistake, options } from '../local/cli/options.ts';
import { print } from './print.ts';
import { traceArticle } from './trace-article.ts';
import { close, configOf, findWorld, names } from './world.ts';

/**
 * Where an article is, and how it came there: `npm run trace -- ARTICLE`. Of the running instance, or of the stage that `--stage`,
 * `--table`, `--bucket` and `--private-bucket` name, with the credentials of the environment.
 */
await command(async () => {
  const { stage, words, ...where } = options({ ...names, stage: { type: 'string' } }, 1);
  const [id] = words;
  if (!id) throw new Mistake('Name an article: npm run trace -- art_…');
  if (stage && !where.table)
    throw new Mistake('With --stage give --table, --bucket and --private-bucket as well');
  if (where.table && !stage)
    throw new Mistake('For a deployed stage give --stage as well: its queues are asked too');
  const world = await findWorld(where);
  const sqs = new SQSClient(stage ? {} : await configOf(where));
  const { steps, now, faults } = await traceArticle(
    world,
    { sqs, prefix: stage ? `khobor-${stage}-` : '' },
    id,
  );
  sqs.destroy();
  close(world);
  for (const { at, says } of steps) print(`${at}  ${says}`);
  print(`\nNow:\n${now.map((line) => `  ${line}`).join('\n')}`);
  print(
    faults.length === 0
      ? '\nNothing is in its way'
      : `\nIn its way:\n${faults.map((line) => `  ${line}`).join('\n')}`,
  );
});
