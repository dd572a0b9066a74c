import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type Built, build } from './build.ts';
import { deploymentOf } from './deployment.ts';
import { siteFiles } from './site-files.ts';
import { acknowledge } from './stacks/acknowledged.ts';
import { BackendStack } from './stacks/backend.ts';
import { DataStack } from './stacks/data.ts';
import { SiteStack } from './stacks/site.ts';

/** One stage of the newsroom in the cloud: what outlives a deploy, what works, and what readers see. */
export async function newsroom(app: App, built: Pick<Built, 'assets'>) {
  const deployment = deploymentOf((key) => app.node.tryGetContext(key));
  const named = (name: string) => `Khobor-${deployment.stage}-${name}`;

  const data = new DataStack(app, named('Data'), deployment);
  const files = await siteFiles(deployment.origin, built);
  const site = new SiteStack(app, named('Site'), { deployment, data });
  const backend = new BackendStack(app, named('Backend'), { deployment, data, site, built, files });

  Tags.of(app).add('khobor:stage', deployment.stage);
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  acknowledge(data, [data, backend, site], deployment.stage);
  return { deployment, data, backend, site };
}

if (import.meta.main) {
  const app = new App();
  await newsroom(app, await build());
  app.synth();
}
