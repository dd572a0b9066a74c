import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { type Built, build } from './build/build.ts';
import { deskFiles } from './build/desk-files.ts';
import { addNative, layOut } from './build/lambda-folders.ts';
import { siteFiles } from './build/site-files.ts';
import { acknowledge } from './stacks/acknowledged.ts';
import { Alarms } from './stacks/alarms.ts';
import { BackendStack } from './stacks/backend.ts';
import { dashboardOf } from './stacks/dashboard.ts';
import { DataStack } from './stacks/data.ts';
import { SiteStack } from './stacks/site.ts';
import { type Stage, WrongStage } from './stacks/stage.ts';
import { stageNamed } from './stacks/stage-file.ts';
import { featureOf } from './topology/inbox.ts';
import { functions } from './topology.ts';

/**
 * The stacks of one stage: the data that outlives deploys, the functions of these rows (all of the topology), and the site.
 */
export async function newsroom(app: App, stage: Stage, built: Pick<Built, 'assets'>, rows = functions) {
  const named = (name: string) => `Khobor-${stage.name}-${name}`;

  const data = new DataStack(app, named('Data'), stage);
  const files = [...(await siteFiles(stage.origin, built)), ...deskFiles()];
  const site = new SiteStack(app, named('Site'), { stage, data, files });
  const world = { stage, data, site, built };
  const rowsOf = Object.groupBy(rows, stackOf);
  const working = (['Backend', 'Desk', 'Api'] as const).map(
    (name) => new BackendStack(app, named(name), { ...world, rows: rowsOf[name] ?? [] }),
  );

  site.api.serve(working.at(-1) ?? site);
  const features = new Set(rows.map(([name]) => featureOf(name)));
  new Alarms(stage.name, data.alarms).setForFeatures(working[0] ?? site, features);
  // Last: it shows all alarms.
  dashboardOf(site, { stage, data, site, features });

  // Tools that check templates do not all know yet that a dashboard may have tags.
  Tags.of(app).add('khobor:stage', stage.name, { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(), new ServerlessChecks());
  acknowledge(data, [data, site, ...working], stage);
  return { data, site, working };
}

/** The stack of a function: CloudFormation takes 500 resources per stack, and a function with a route has seven. */
const stackOf = ([name, { on }]: (typeof functions)[number]) => {
  if (!('route' in on)) return 'Backend';
  return name.startsWith('articles/') ? 'Desk' : 'Api';
};

/** Ends the synthesis with what is wrong, without the trace of a bug: there is none. */
function refuse(wrong: unknown): never {
  if (!(wrong instanceof WrongStage)) throw wrong;
  console.error(wrong.message);
  process.exit(1);
}

if (import.meta.main) {
  const app = new App();
  const stage = await stageNamed((key) => app.node.tryGetContext(key)).catch(refuse);
  const built = await build();
  layOut();
  addNative();
  await newsroom(app, stage, built);
  app.synth();
}
