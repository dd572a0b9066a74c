import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileSystem, RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { DeskSettings } from '../../shared/desk-settings.ts';
import { settingsKey } from '../build/desk-files.ts';
import type { SiteFile } from '../build/site-files.ts';
import type { Stage } from './stage.ts';

/**
 * Uploads the files of a deploy to the site bucket, each with its content type and cache lifetime; files that share
 * both are uploaded together. Files of earlier deploys stay for the pages that link to them.
 */
export class SiteDeployment extends Construct {
  constructor(
    scope: Construct,
    id: string,
    stage: Stage,
    bucket: IBucket,
    files: readonly SiteFile[],
    settings: DeskSettings,
  ) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: stage.keepDays.logs,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Apart from the others: what it says is known when the user pool is made, not at synthesis.
    new BucketDeployment(this, 'DeskSettings', {
      sources: [Source.jsonData(settingsKey, settings)],
      destinationBucket: bucket,
      prune: false,
      contentType: 'application/json',
      cacheControl: [CacheControl.noStore()],
      memoryLimit: 512,
      logGroup,
    });
    const folder = FileSystem.mkdtemp('khobor-site-');
    for (const { key, body } of files) write(join(folder, key), body);
    for (const [kind, alike] of Map.groupBy(files, kindOf)) {
      const deployment = new BucketDeployment(this, kind, {
        sources: [Source.asset(folder)],
        exclude: ['*'],
        include: alike.map(({ key }) => key),
        destinationBucket: bucket,
        prune: false,
        contentType: alike[0]?.contentType,
        cacheControl: [CacheControl.fromString(alike[0]?.cacheControl ?? '')],
        memoryLimit: 512,
        logGroup,
      });
      // All share the function that the first has made, with the layer of the first.
      deployment.node.tryRemoveChild('AwsCliLayer');
    }
    rmSync(folder, { recursive: true });
  }
}

const kindOf = ({ contentType, cacheControl }: SiteFile) =>
  `${contentType.split(';')[0]}, ${cacheControl}`.replaceAll('/', '-');

function write(path: string, body: Buffer) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, body);
}
