import { keys, lists } from '../../shared/keys.ts';
import { generatedHeader } from './generated-header.ts';

type Kind = { pk: string; sk: string; about: { holds: string; read: string; lists?: string; ends?: string } };

const isKind = (value: object): value is Kind => 'pk' in value && 'sk' in value;

/** Every kind of item with its place, `article.head` for one that stands in a group. */
const kinds: [string, Kind][] = Object.entries(keys).flatMap(([name, value]) =>
  isKind(value)
    ? [[name, value] as [string, Kind]]
    : Object.entries(value).map(([part, kind]): [string, Kind] => [`${name}.${part}`, kind]),
);

/** The data model as a page: every kind of item, every list of the index, and who reads them how. */
export function tablePage(): string {
  const items = kinds.map(([name, { pk, sk, about }]) => {
    const { holds, read, lists: on = '–', ends = '–' } = about;
    return `| ${name} | \`${pk}\` | \`${sk}\` | ${holds} | ${read} | ${on} | ${ends} |`;
  });
  const entries = Object.values(lists).map(
    ({ pattern, about: { holds, at, read } }) => `| \`${pattern}\` | ${holds} | ${at} | ${read} |`,
  );
  return `${generatedHeader}

# The table

One DynamoDB table holds every record, its facts, and what has to change in the same transaction
([why](decisions/017-one-table.md)). The keys are in [\`shared/keys.ts\`](../shared/keys.ts); nothing else in the code
spells one. Every item carries \`record\` (what it holds, checked against the record's schema when it is read), \`schema\`
(the number of the form it was written in, brought up to date in [\`shared/upcast.ts\`](../shared/upcast.ts)), and where it
applies \`version\` (the lock of every write), \`list\` and \`at\` (its place in the index), \`ttl\` (epoch seconds).

## Items

| item | pk | sk | holds | read | on the list | ends |
|---|---|---|---|---|---|---|
${items.join('\n')}

## Lists of the index

The index \`lists\` has \`list\` as its partition key and \`at\` as its sort key: an ISO instant, or a place that begins with one. An item is on one list at
most. The index may be a moment behind the table.

| list | holds | in the order of | read |
|---|---|---|---|
${entries.join('\n')}
`;
}
