import { expect, inject, it } from 'vitest';
import { newsroom } from '../../infra/app.ts';
import { functions } from '../../infra/topology.ts';
import { anApp, aTrial, type Template } from './a-newsroom.ts';

/** The names of what stacks export to others, with the stack of each. */
async function exportsWith(rows: typeof functions) {
  const app = anApp();
  await newsroom(app, aTrial(), { assets: inject('assets') }, rows);
  return app.synth().stacks.flatMap(({ stackName, template }) =>
    Object.entries((template as Template).Outputs ?? {})
      .filter(([, output]) => typeof output === 'object' && 'Export' in output)
      .map(([name]) => `${stackName} ${name}`),
  );
}

it('a deploy that removes functions takes back no export that the stack before it still uses', async () => {
  const all = await exportsWith(functions);
  // One with an open route, one with another, none with anything else to reach.
  const few = functions.filter(([name]) => ['api/health', 'ads/slots'].includes(name));
  const left = await exportsWith(few);
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter((one) => !left.includes(one))).toEqual([]);
});
