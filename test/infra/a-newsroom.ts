import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { inject } from 'vitest';
import { newsroom } from '../../infra/app.ts';
import { type StageFile, stageOf } from '../../infra/stacks/stage.ts';
import { stage as dev } from '../../infra/stages/dev.ts';
import { stage as example } from '../../infra/stages/example.ts';

/** A value as a template holds it: plain, or a function of CloudFormation. */
export type Value = string | number | boolean | Value[] | { [name: string]: Value };
export type Properties = { [name: string]: Value };
export type Resource = {
  Type: string;
  Properties: Properties;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
};
export type Template = { Resources: Record<string, Resource>; Outputs?: Record<string, Value> };

type Finding = { ruleName: string; acknowledgedId?: string };
/** What checks of the templates found: what stays, and what the table of acknowledged findings covers. */
export type Report = {
  pluginReports: { pluginName: string; violations: Finding[]; suppressedViolations?: Finding[] }[];
};

const { context: flags } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')) as {
  context: Record<string, unknown>;
};

/**
 * An app as `cdk synth` starts it, with the flags of `cdk.json`. Assets stay where they are: copying them is slow. So
 * are CDK's own checks of the templates (10 s), which run only where they are asked for.
 */
export const anApp = (checks?: 'with CDK’s checks') =>
  new App({
    outdir: mkdtempSync(join(tmpdir(), 'khobor-cdk-')),
    builtinCloudFormationValidation: checks !== undefined,
    context: { ...flags, 'aws:cdk:disable-asset-staging': true },
  });

/** The stage that everybody has at first, but for what a test says. */
export const aTrial = (but: Partial<StageFile> = {}, name = 'dev') => stageOf(name, { ...dev, ...but });

/** The stage of a paper with readers. */
export const aProduction = (but: Partial<StageFile> = {}, name = 'prod') =>
  stageOf(name, { ...example, ...but });

/** The newsroom's templates, from what was built before the tests. */
export async function aNewsroom(stage = aTrial(), checks?: 'with CDK’s checks') {
  const app = anApp(checks);
  await newsroom(app, stage, { assets: inject('assets') });
  const assembly = app.synth();
  const templates = assembly.stacks.map(({ template }) => template as Template);
  const [data, site, ...working] = templates;
  if (!data || !site || working.length !== 3) throw new Error('The app has five stacks');
  // Functions are in several stacks: what is true of one is true of all.
  const backend: Template = { Resources: Object.assign({}, ...working.map(({ Resources }) => Resources)) };
  const waitsForSite = Object.fromEntries(
    assembly.stacks
      .filter(({ stackName }) => /-(Backend|Desk|Api)$/.test(stackName))
      .map(({ stackName, dependencies }) => [
        stackName.split('-').at(-1) ?? '',
        dependencies.some(({ id }) => id.endsWith('-Site')),
      ]),
  );
  const report = reportIn(assembly.directory);
  rmSync(assembly.directory, { recursive: true });
  return {
    data,
    backend,
    site,
    report,
    waitsForSite,
    environments: assembly.stacks.map(({ environment }) => environment),
    isProtected: assembly.stacks.map(({ terminationProtection }) => terminationProtection ?? false),
    sizes: templates.map(({ Resources }) => Object.keys(Resources).length),
  };
}

export const reportIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'validation-report.json'), 'utf8')) as Report;

/** Resources of a type: their logical ids and properties. */
export const ofType = ({ Resources }: Template, type: string): [id: string, properties: Properties][] =>
  Object.entries(Resources).flatMap(([id, { Type, Properties = {} }]) =>
    Type === type ? [[id, Properties]] : [],
  );

/** A value in words: the name of what it refers to, without the hashes CDK adds. */
export function readable(value: Value | undefined): string {
  if (Array.isArray(value)) return value.map(readable).join(' ');
  if (typeof value !== 'object') return String(value);
  const [[name, of] = ['', '']] = Object.entries(value);
  if (name === 'Fn::Join' && Array.isArray(of)) return (of[1] as Value[]).map(readable).join(String(of[0]));
  const to = name === 'Fn::GetAtt' && Array.isArray(of) ? of[0] : of;
  return String(to)
    .replace(/^.*:ExportsOutput(Ref|FnGetAtt)/, '')
    .replace(/[0-9A-F]{8}/g, '')
    .replace(/StreamArn$/, ' stream')
    .replace(/Arn$/, '');
}
