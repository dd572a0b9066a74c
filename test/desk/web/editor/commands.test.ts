import fc from 'fast-check';
import { EditorState, TextSelection } from 'prosemirror-state';
import { describe, expect, it } from 'vitest';
import { blocksOfDoc, docOfBlocks } from '../../../../desk/web/editor/body-and-doc.ts';
import { type CommandName, commands, writing } from '../../../../desk/web/editor/commands.ts';
import { setLink } from '../../../../desk/web/editor/marks.ts';
import { replaceBody } from '../../../../desk/web/editor/replace-body.ts';
import { evenTables } from '../../../../desk/web/editor/tables.ts';
import { Block, type Span } from '../../../../shared/articles/body.ts';
import { bodies } from './bodies.ts';

const paragraph = (text: string): Block => ({ kind: 'paragraph', spans: [{ text }] });
const list = (ordered: boolean, ...items: string[]): Block => ({
  kind: 'list',
  ordered,
  items: items.map((text) => [{ text }]),
});

/** A body with the selection from the first [ to the first ], or at |. */
function at(body: Block[]) {
  const marked = docOfBlocks(body);
  const places = new Map<string, number>();
  marked.descendants((node, pos) => {
    for (const [index, sign] of [...(node.text ?? '')].entries())
      if ('[]|'.includes(sign)) places.set(sign, pos + index);
  });
  let state = EditorState.create({ doc: marked, plugins: [evenTables] });
  const ends = [places.get('[') ?? places.get('|') ?? 1, places.get(']') ?? places.get('|') ?? 1];
  const tr = state.tr;
  for (const place of [...places.values()].sort((a, b) => b - a)) tr.delete(place, place + 1);
  const [from = 1, to = 1] = ends.map((place) => tr.mapping.map(place));
  state = state.apply(tr);
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
}

function done(body: Block[], ...names: (CommandName | keyof typeof writing)[]) {
  let state = at(body);
  for (const name of names) {
    const command = { ...commands, ...writing }[name];
    command(state, (tr) => {
      state = state.apply(tr);
    });
  }
  return state;
}

describe('commands', () => {
  it.each<[string, Block[], (CommandName | keyof typeof writing)[], Block[]]>([
    [
      'paragraphs become a list',
      [paragraph('ক['), paragraph('খ]'), paragraph('গ')],
      ['list'],
      [list(false, 'ক', 'খ'), paragraph('গ')],
    ],
    [
      'and are paragraphs again',
      [paragraph('ক['), paragraph('খ]')],
      ['list', 'list'],
      [paragraph('ক'), paragraph('খ')],
    ],
    ['a list is numbered', [list(false, 'ক|', 'খ')], ['orderedList'], [list(true, 'ক'), list(false, 'খ')]],
    ['Enter in a list is a new item', [list(false, 'ক|খ')], ['enter'], [list(false, 'ক', 'খ')]],
    [
      'a heading of the other level',
      [{ kind: 'heading', level: 2, spans: [{ text: 'ক|' }] }],
      ['heading3'],
      [{ kind: 'heading', level: 3, spans: [{ text: 'ক' }] }],
    ],
    ['a quote', [paragraph('ক|')], ['quote'], [{ kind: 'quote', paragraphs: [[{ text: 'ক' }]] }]],
    [
      'a block moves down with the cursor, and up again',
      [paragraph('ক|'), list(false, 'খ'), paragraph('গ')],
      ['moveDown', 'moveDown', 'moveUp'],
      [list(false, 'খ'), paragraph('ক'), paragraph('গ')],
    ],
    [
      'Backspace at the head of the first item takes it out',
      [list(false, '|ক', 'খ')],
      ['backspace'],
      [paragraph('ক'), list(false, 'খ')],
    ],
    [
      'Backspace at the head of another joins it',
      [list(false, 'ক', '|খ')],
      ['backspace'],
      [list(false, 'কখ')],
    ],
    [
      'Backspace at the head of a heading makes a paragraph of it',
      [paragraph('ক'), { kind: 'heading', level: 2, spans: [{ text: '|খ' }] }],
      ['backspace'],
      [paragraph('ক'), paragraph('খ')],
    ],
    [
      'bold',
      [paragraph('ক[খ]গ')],
      ['bold'],
      [{ kind: 'paragraph', spans: [{ text: 'ক' }, { text: 'খ', marks: ['strong'] }, { text: 'গ' }] }],
    ],
  ])('%s', (_, body, names, wanted) => {
    expect(blocksOfDoc(done(body, ...names).doc)).toEqual(wanted);
  });

  it('end a numbered list by Enter in an empty item, and the rest goes on counting', () => {
    const state = done([list(true, 'ক|', 'খ')], 'enter', 'enter');
    expect(
      state.doc
        .toJSON()
        .content.map(({ type, attrs }: { type: string; attrs?: { start: number } }) => [type, attrs?.start]),
    ).toEqual([
      ['list', null],
      ['paragraph', undefined],
      ['list', 3],
    ]);
  });

  it('make a table, and change its rows and columns', () => {
    const cell = (text: string): Span[] => (text === '' ? [] : [{ text }]);
    const table: Block = { kind: 'table', head: [cell('ক|'), cell('খ')], rows: [[cell('১'), cell('২')]] };
    expect(blocksOfDoc(done([table], 'addColumn', 'addRow').doc)).toEqual([
      {
        kind: 'table',
        head: [cell('ক'), [], cell('খ')],
        rows: [
          [[], [], []],
          [cell('১'), [], cell('২')],
        ],
      },
    ]);
    expect(blocksOfDoc(done([table], 'removeColumn').doc)).toEqual([
      { kind: 'table', head: [cell('খ')], rows: [[cell('২')]] },
    ]);
    expect(commands.removeRow(at([table]))).toBe(false);
    expect(blocksOfDoc(done([table], 'nextCell', 'nextCell', 'removeRow').doc)).toEqual([
      { kind: 'table', head: [cell('ক'), cell('খ')], rows: [] },
    ]);
    expect(blocksOfDoc(done([paragraph('ক|')], 'insertTable').doc)).toHaveLength(2);
  });

  it('keep a table even when what is deleted goes over several cells', () => {
    const table: Block = {
      kind: 'table',
      head: [[{ text: 'ক' }], [{ text: 'খ' }]],
      rows: [
        [[{ text: '১[' }], [{ text: '২' }]],
        [[{ text: '৩]' }], [{ text: '৪' }]],
      ],
    };
    const [block] = blocksOfDoc(done([table], 'backspace').doc);
    const rows = block?.kind === 'table' ? [block.head, ...block.rows] : [];
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
  });

  it('put a link on words, and refuse one that no reader could follow', () => {
    let state = at([paragraph('ক [খ]')]);
    const run = (address: string) =>
      setLink(address)(state, (tr) => {
        state = state.apply(tr);
      });
    expect(run('javascript:alert(1)')).toBe(false);
    expect(run('www.a.example/x')).toBe(true);
    expect(blocksOfDoc(state.doc)).toEqual([
      { kind: 'paragraph', spans: [{ text: 'ক ' }, { text: 'খ', link: 'https://www.a.example/x' }] },
    ]);
  });
});

describe('a body that replaces another', () => {
  it('changes only what differs, wherever that is', () => {
    const before = [paragraph('এক'), paragraph('দুই'), list(false, 'ক', 'খ'), paragraph('তিন')];
    for (const after of [
      [paragraph('এক'), paragraph('দুই হাজার'), list(false, 'ক', 'খখ'), paragraph('তিন')],
      [paragraph('শূন্য'), ...before],
      [paragraph('এক'), list(true, 'ক'), paragraph('তিন')],
      [],
      [paragraph('ককক')],
    ]) {
      const state = EditorState.create({ doc: docOfBlocks(before) });
      const { doc } = state.apply(replaceBody(state.tr, docOfBlocks(after)));
      expect(blocksOfDoc(doc)).toEqual(after);
    }
    const repeated = EditorState.create({ doc: docOfBlocks([paragraph('ককক')]) });
    const { doc } = repeated.apply(replaceBody(repeated.tr, docOfBlocks([paragraph('কককক')])));
    expect(blocksOfDoc(doc)).toEqual([paragraph('কককক')]);
  });
});

describe('any commands in any order', () => {
  const all = { ...commands, ...writing };
  const names = Object.keys(all) as (keyof typeof all)[];
  /** These may take letters out; no other does. */
  const takes = new Set<string>([
    'undo',
    'redo',
    'backspace',
    'delete',
    'removeRow',
    'removeColumn',
    'removeTable',
    'enter',
    'breakLine',
    'convertBijoy',
  ]);
  const lettersOf = (state: EditorState) => [...state.doc.textContent.replace(/\s/g, '')].sort().join('');

  it('leave a document that is a body, and every letter that they were not to take', () => {
    fc.assert(
      fc.property(
        bodies,
        fc.array(fc.tuple(fc.constantFrom(...names), fc.nat(), fc.nat()), { maxLength: 15 }),
        (body, acts) => {
          let state = EditorState.create({ doc: docOfBlocks(body), plugins: [evenTables] });
          for (const [name, from, to] of acts) {
            const size = state.doc.content.size + 1;
            const [$from, $to] = [state.doc.resolve(from % size), state.doc.resolve(to % size)];
            state = state.apply(state.tr.setSelection(TextSelection.between($from, $to)));
            const before = lettersOf(state);
            const able = all[name](state);
            const ran = all[name](state, (tr) => {
              state = state.apply(tr);
            });
            expect([name, ran]).toEqual([name, able]);
            state.doc.check();
            if (!takes.has(name)) expect([name, lettersOf(state)]).toEqual([name, before]);
          }
          for (const block of blocksOfDoc(state.doc)) expect(Block.parse(block)).toEqual(block);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
