import { writeFileSync } from 'node:fs';
import { build } from '../build/build.ts';
import { iconFolder } from '../build/icons.ts';
import { bundlesPage } from './bundles-page.ts';
import { drawnIcons } from './draw-icons.ts';
import { eventsPage } from './events-page.ts';
import { contractsOf, openapi } from './openapi.ts';
import { rightsPage } from './rights-page.ts';
import { routesPage } from './routes-page.ts';
import { tablePage } from './table-page.ts';

/** Every generated file below `docs/`, by its name. */
export async function generated(): Promise<Record<string, string>> {
  const { contracts } = await contractsOf();
  // The contract is part of the bundle that serves it: it is written before bundles are weighed.
  const contract = `${JSON.stringify(await openapi(), null, 1)}\n`;
  return {
    'openapi.json': contract,
    'routes.md': routesPage(contracts),
    'rights.md': rightsPage(),
    'events.md': eventsPage(),
    'table.md': tablePage(),
  };
}

/** The weights of the bundles as the page that tells them. */
export const weighed = async () => bundlesPage((await build()).metafile);

if (import.meta.main) {
  const write = (name: string, text: string) =>
    writeFileSync(new URL(`../../docs/${name}`, import.meta.url), text);
  for (const [name, text] of Object.entries(await generated())) write(name, text);
  write('bundles.md', await weighed());
  for (const [name, icon] of await drawnIcons()) writeFileSync(new URL(name, iconFolder), icon);
}
