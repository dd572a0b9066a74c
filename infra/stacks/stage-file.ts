import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as paper from '../../shared/paper.ts';
import { iconFolder, sign } from '../build/icons.ts';
import { faultsOfContract, faultsOfPaper, faultsOfSign } from './paper-faults.ts';
import { type Stage, stageOf, WrongStage } from './stage.ts';

const folder = new URL('../stages/', import.meta.url);

/** What earlier versions took as context: a command that still gives it would deploy something else than it says. */
const formerly = ['origin', 'certificateArn', 'alarmEmail'];

/**
 * The stage that `cdk … -c stage=prod` names: what `infra/stages/prod.ts` says, checked; `dev` unless said. Throws with a
 * sentence for each fault.
 *
 * @param context - A value of the context of a CDK app.
 */
export async function stageNamed(context: (key: string) => unknown): Promise<Stage> {
  const name = String(context('stage') ?? 'dev');
  const given = formerly.filter((key) => context(key) !== undefined);
  if (given.length > 0)
    throw new WrongStage(given.map((key) => `-c ${key}=…: write it into infra/stages/${name}.ts`));
  const file = new URL(`${name}.ts`, folder);
  if (!/^\w+$/.test(name) || !existsSync(file))
    throw new WrongStage([
      `-c stage=${name}: infra/stages has ${stages().join(', ')}. Copy example.ts there under that name, and fill it in`,
    ]);
  const { stage } = (await import(file.href)) as { stage?: unknown };
  const contract = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'));
  return stageOf(name, stage, (purpose) => [
    ...faultsOfPaper(paper, purpose),
    ...faultsOfContract(contract, paper.newsroom),
    ...faultsOfSign(readFileSync(new URL(sign, iconFolder), 'utf8'), purpose),
  ]);
}

const stages = () => readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
