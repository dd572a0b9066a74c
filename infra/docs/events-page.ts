import * as z from 'zod';
import { type EventType, events } from '../../shared/events.ts';
import { functions } from '../topology.ts';
import { generatedHeader } from './generated-header.ts';

/** The catalogue of facts as a page: what each carries, and who reacts. */
export function eventsPage(): string {
  const rows = (Object.keys(events) as EventType[]).map((type) => {
    const { properties = {}, required = [] } = z.toJSONSchema(events[type], {
      io: 'input',
      unrepresentable: 'any',
    });
    const fields = Object.entries(properties).map(([name]) => (required.includes(name) ? name : `${name}?`));
    const reacting = functions
      .filter(([, { on }]) => 'facts' in on && on.facts.includes(type))
      .map(([name]) => `\`${name}\``);
    return `| \`${type}\` | ${fields.join(', ')} | ${reacting.join(', ') || '–'} |`;
  });
  return `${generatedHeader}

# Facts

Every fact the newsroom announces on the topic \`facts\`. It comes in an envelope: \`id\` (the record's id and version,
\`art_…@4\`, the same on every delivery), \`type\`, \`at\` (ISO instant), \`by\`, \`data\`. Subscriptions filter on the message
attribute \`type\`. Facts carry ids, never content: whoever reacts reads the record again. The schemas are in
[\`shared/events.ts\`](../shared/events.ts).

Fields are added freely, and types come; a type keeps its meaning. So readers leave out fields and leave facts that they
do not know. A fact may come late, twice, in another order, and again after months ([\`khobor facts
replay\`](runbook.md#facts-that-were-not-passed-on)), always under the same id.

| fact | data | who reacts |
|---|---|---|
${rows.join('\n')}
`;
}
