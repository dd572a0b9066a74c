import { DOMSerializer } from 'prosemirror-model';
import type { Block } from '../../../shared/articles/body.ts';
import { docOfBlocks } from './body-and-doc.ts';
import { schema } from './schema.ts';

/** Blocks as they are on the clipboard when they are copied in the editor: pasted there, they are the same again. */
export function htmlOf(blocks: readonly Block[]): string {
  const around = document.createElement('div');
  around.append(DOMSerializer.fromSchema(schema).serializeFragment(docOfBlocks(blocks).content));
  return around.innerHTML;
}
