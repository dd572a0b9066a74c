import type { FunctionName } from '../topology.ts';
import { functions } from '../topology.ts';
import { generatedHeader } from './generated-header.ts';
import type { Contract } from './openapi.ts';
import { whoMay } from './who-may.ts';

/** Every route as a row: who may ask, and what it is for. */
export function routesPage(contracts: Record<FunctionName, Contract>): string {
  const rows = functions.flatMap(([name, { on }]) => {
    if (!('route' in on) || on.route.startsWith('ANY ')) return [];
    const contract = contracts[name];
    return [`| \`${on.route}\` | ${on.open ? 'anybody' : whoMay(contract)} | ${contract.summary} |`];
  });
  return `${generatedHeader}

# Routes

The HTTP API at a glance. [The API](api.md) tells how it works; the whole contract is at \`/api/docs\` to read and at
\`/api/openapi.json\` for machines ([the same file](openapi.json)).

| route | who | what |
|---|---|---|
${rows.join('\n')}
`;
}
