import type { Content } from '../content.ts';
import type { Found } from './found.ts';
import type { Passage } from './passages.ts';

/** A row of a table with more or fewer cells than its head: its figures stand under the wrong words, or under none. */
export const unevenTable = (
  passages: readonly Passage[],
  _at: string,
  { body }: Pick<Content, 'body'>,
): Found[][] =>
  passages.map(({ runs: [run], text }) => {
    const [, block, row] = /^\/body\/(\d+)\/rows\/(\d+)\/0\//.exec(run?.pointer ?? '') ?? [];
    const table = block === undefined ? undefined : body[Number(block)];
    if (table?.kind !== 'table' || text === '') return [];
    const [cells, wanted] = [table.rows[Number(row)]?.length ?? 0, table.head.length];
    if (cells === wanted) return [];
    const detail = `This row has ${cells} ${cells === 1 ? 'cell' : 'cells'}, the head of its table ${wanted}.`;
    return [{ index: 0, length: text.length, detail }];
  });
