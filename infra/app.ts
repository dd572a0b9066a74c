import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type Built, build } from './build.ts';
import { deploymentOf } from './deployment.ts';
import { siteFiles } from './site-files.ts';
import { acknowledge } from './stacks/acknowledged.ts';
import { BackendStack } from './stacks/backend.ts';
import { DataStack } from './stacks/data.ts';
import { SiteStack } from './stacks/site.ts';
import { functions } from './topology.ts';

/** One stage of the newsroom in the cloud: what outlives a deploy, what works, and what readers see. */
export async function newsroom(app: App, built: Pick<Built, 'assets'>) {
  const deployment = deploymentOf((key) => app.node.tryGetContext(key));
  const named = (name: string) => `Khobor-${deployment.stage}-${name}`;

  const data = new DataStack(app, named('Data'), deployment);
  const files = await siteFiles(deployment.origin, built);
  const site = new SiteStack(app, named('Site'), { deployment, data, files });
  const world = { deployment, data, site, built };
  const isRoute = ([, { on }]: (typeof functions)[number]) => 'route' in on;
  const events = functions.filter((row) => !isRoute(row));
  const backend = new BackendStack(app, named('Backend'), { ...world, rows: events });
  const api = new BackendStack(app, named('Api'), { ...world, rows: functions.filter(isRoute) });

  Tags.of(app).add('khobor:stage', deployment.stage);
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  acknowledge(data, [data, site, backend, api], deployment.stage);
  return { deployment, data, site, backend, api };
}

if (import.meta.main) {
  const app = new App();
  await newsroom(app, await build());
  app.synth();
}
