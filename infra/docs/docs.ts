import { writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Metafile } from 'esbuild';
import * as z from 'zod';
import { type EventType, events } from '../../shared/events.ts';
import { build } from '../build/build.ts';
import { functions } from '../topology.ts';
import { openapi } from './openapi.ts';

const note = '<!-- Written by `npm run docs`; a test holds it current. -->';

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
  return `${note}

# Facts

Every fact the newsroom announces on the topic \`facts\`. It comes in an envelope: \`id\` (the record's id and version,
\`art_…@4\`, the same on every delivery), \`type\`, \`at\` (ISO instant), \`by\`, \`data\`. The message attribute \`type\` is
what subscriptions filter on. Facts carry ids, never content: whoever reacts reads the record again. The schemas are in
[\`shared/events.ts\`](../shared/events.ts).

| fact | data | who reacts |
|---|---|---|
${rows.join('\n')}
`;
}

/** The contract of the API as a file. */
export const openapiFile = async () => `${JSON.stringify(await openapi(), null, 1)}\n`;

/** The weight of each function's bundle, to the next 5 KB. */
export function bundlesPage({ outputs }: Metafile): string {
  const rows = Object.entries(outputs)
    .filter(([file]) => basename(file) === 'index.mjs')
    .map(
      ([file, { bytes }]) =>
        `| \`${dirname(file).replace('dist/functions/', '')}\` | ${Math.ceil(bytes / 5000) * 5} |`,
    );
  return `${note}

# Bundles

What each function loads at a cold start, in KB (1000 bytes), to the next 5: minified, with the AWS clients it uses.
Functions of the API are held under 480.

| function | KB |
|---|---|
${rows.join('\n')}
`;
}

if (import.meta.main) {
  writeFileSync(new URL('../../docs/events.md', import.meta.url), eventsPage());
  writeFileSync(new URL('../../docs/openapi.json', import.meta.url), await openapiFile());
  const { metafile } = await build();
  writeFileSync(new URL('../../docs/bundles.md', import.meta.url), bundlesPage(metafile));
}
