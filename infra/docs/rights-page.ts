import { type Right, rightsOf } from '../topology/grants.ts';
import { functions } from '../topology.ts';
import { generatedHeader } from './generated-header.ts';

const row = (name: string, { actions, on, keys, denied }: Right) => {
  const where = keys ? `${on}: ${keys.map((key) => `\`${key}\``).join(' ')}` : on;
  return `| \`${name}\` | ${denied ? 'never ' : ''}${actions.map((action) => `\`${action}\``).join(' ')} | ${where} |`;
};

/** What every function may do, and where: its actions on the table with the partition keys that they are limited to. */
export function rightsPage(): string {
  const rows = functions.flatMap(([name, { may }]) => rightsOf(may).map((right) => row(name, right)));
  const without = functions.filter(([, { may }]) => may.length === 0).map(([name]) => `\`${name}\``);
  return `${generatedHeader}

# Rights

What each function may do besides writing its own log and reading its own inbox or stream, from its grants in
[\`infra/topology.ts\`](../infra/topology.ts) ([why](decisions/036-a-grant-is-one-action-in-one-partition.md)). Keys are
those of \`dynamodb:LeadingKeys\`: partition keys of the table, or lists of the index; \`*\` stands for any rest. Both
worlds enforce this table, and a test uses every right of it (\`test/journeys/rights.test.ts\`). Nothing at all may
${without.join(', ')}.

| function | may | on |
|---|---|---|
${rows.join('\n')}
`;
}
