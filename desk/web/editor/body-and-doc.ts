import type { Node } from 'prosemirror-model';
import type { Block } from '../../../shared/articles/body.ts';
import { isKind, kinds, type NodeJson } from './kinds.ts';
import { schema } from './schema.ts';

/** A body as the editor's document. An empty one is an empty paragraph to type in. */
export const docOfBlocks = (blocks: readonly Block[]): Node =>
  schema.nodeFromJSON({
    type: 'doc',
    content: blocks.length > 0 ? blocks.map(nodeJson) : [{ type: 'paragraph' }],
  });

/** A block as a node of the editor's document. */
export const nodeOf = (block: Block): Node => schema.nodeFromJSON(nodeJson(block));

/** The editor's document as a body: in NFC, as the API cleans it, without what is empty. */
export const blocksOfDoc = (doc: Node): Block[] => doc.children.flatMap(blocksOf);

/** A body in the one form of it that the editor gives back: whether somebody changed it is seen against this. */
export const settledBody = (blocks: readonly Block[]) => blocksOfDoc(docOfBlocks(blocks));

/** Nodes never change: a keystroke makes the blocks of one node, however long the article is. */
const known = new WeakMap<Node, Block[]>();

function blocksOf(node: Node): Block[] {
  const before = known.get(node);
  if (before) return before;
  const blocks = isKind(node.type.name) ? kinds[node.type.name].toBlocks(node) : [];
  known.set(node, blocks);
  return blocks;
}

function nodeJson(block: Block): NodeJson {
  // A row of the table fits blocks of its kind; the checker cannot follow that a block names its own row.
  const { toNode } = kinds[block.kind] as { toNode: (block: Block) => NodeJson };
  return toNode(block);
}
