import type { Node } from 'prosemirror-model';
import { TextSelection, type Transaction } from 'prosemirror-state';
import type { EditorView, NodeView } from 'prosemirror-view';
import { mostInAGallery, type Picture, picturesOf } from '../../../shared/articles/body.ts';
import { isTold } from '../../../shared/media/is-told.ts';
import { nodeOf } from './body-and-doc.ts';
import { button } from './button.ts';
import type { Pictured } from './copied-pictures.ts';
import { schema } from './schema.ts';
import type { EditorWords } from './words.ts';

/** What an editor has from the desk to work with pictures. */
export type Pictures = {
  /** Has these files uploaded, or pictures chosen, and what readers are told of them; none when somebody lets it be. */
  add: (files: readonly File[]) => Promise<Picture[]>;
  edit: (picture: Picture) => Promise<Picture | undefined>;
  /** A link by which the newsroom sees a picture; undefined when there is nothing to be seen. */
  linkTo: (asset: string) => Promise<string | undefined>;
};

/** Pictures as a block: one by itself, several as a gallery; undefined for none. */
export function blockOf(images: readonly Picture[], caption?: Picture['caption']): Pictured | undefined {
  const [first, ...others] = images;
  if (!first) return undefined;
  if (others.length === 0) return { kind: 'image', ...first };
  return { kind: 'gallery', images: images.slice(0, mostInAGallery), ...(caption ? { caption } : {}) };
}

/** Puts pictures behind the block at the cursor, or in place of an empty line. */
export function insertPictures(tr: Transaction, images: readonly Picture[]): Transaction {
  const block = blockOf(images);
  if (!block) return tr;
  const { $from, $to } = tr.selection;
  const line = $from.depth === 1 && $from.parent.isTextblock && $from.parent.content.size === 0;
  const end = $to.depth === 0 ? tr.selection.to : $to.after(1);
  const from = line ? $from.before(1) : end;
  const node = nodeOf(block);
  tr.replaceWith(from, end, node);
  // One goes on writing behind it: what is typed must not take its place.
  const behind = from + node.nodeSize;
  if (!tr.doc.resolve(behind).nodeAfter?.isTextblock) tr.insert(behind, schema.nodes.paragraph.create());
  return tr.setSelection(TextSelection.near(tr.doc.resolve(behind))).scrollIntoView();
}

/** The image files of what is pasted or dropped. */
export const filesIn = (data: DataTransfer | null) =>
  [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));

/** Has somebody add pictures, and puts them where the cursor is then. */
export async function addPictures(view: EditorView, pictures: Pictures, files: readonly File[]) {
  const images = await pictures.add(files);
  if (view.isDestroyed) return;
  if (images.length > 0) view.dispatch(insertPictures(view.state.tr, images));
  view.focus();
}

/** Puts the cursor where something is dropped. */
export function cursorTo(view: EditorView, { clientX, clientY }: DragEvent) {
  const at = view.posAtCoords({ left: clientX, top: clientY });
  if (at) view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at.pos))));
}

/** A picture or a gallery: what it shows, what readers are told, and the ways to change both. */
export class PicturesView implements NodeView {
  dom = document.createElement('figure');
  #node: Node;
  readonly #view: EditorView;
  readonly #getPos: () => number | undefined;
  readonly #words: EditorWords['picture'];
  readonly #pictures: Pictures | undefined;

  constructor(
    node: Node,
    view: EditorView,
    getPos: () => number | undefined,
    { words, pictures }: { words: EditorWords['picture']; pictures: Pictures | undefined },
  ) {
    this.#node = node;
    this.#view = view;
    this.#getPos = getPos;
    this.#words = words;
    this.#pictures = pictures;
    this.dom.className = 'pictures';
    this.#show();
  }

  update(node: Node) {
    if (node.type !== this.#node.type) return false;
    const isSame = node.attrs.block === this.#node.attrs.block;
    this.#node = node;
    if (!isSame) this.#show();
    return true;
  }

  stopEvent = ({ target, type }: Event) =>
    !type.startsWith('drag') && target instanceof Element && target.closest('button') !== null;
  ignoreMutation = () => true;

  get #block(): Pictured {
    return this.#node.attrs.block;
  }

  #show() {
    const images = picturesOf(this.#block);
    const caption = document.createElement('figcaption');
    if (this.#block.kind === 'gallery') caption.textContent = textOf(this.#block.caption);
    const add = this.#tool(this.#words.addBeside, async () => {
      const more = (await this.#pictures?.add([])) ?? [];
      if (more.length > 0) this.#set([...picturesOf(this.#block), ...more]);
    });
    this.dom.replaceChildren(...images.map((image, at) => this.#picture(image, at)), caption, ...add);
  }

  #picture(picture: Picture, at: number) {
    const place = document.createElement('div');
    const image = document.createElement('img');
    image.alt = picture.alt ?? '';
    image.className = picture.crop ?? 'whole';
    void this.#pictures?.linkTo(picture.asset).then((link) => link && image.setAttribute('src', link));
    const told = document.createElement('p');
    told.textContent = [textOf(picture.caption), picture.credit].filter(Boolean).join(' · ');
    const lacks = document.createElement('p');
    lacks.className = 'lacks';
    lacks.textContent = isTold(picture) ? '' : this.#words.lacks;
    place.append(
      image,
      told,
      lacks,
      ...this.#tool(this.#words.edit, async () => {
        const edited = await this.#pictures?.edit(picture);
        if (edited) this.#set(picturesOf(this.#block).map((one) => (same(one, picture) ? edited : one)));
      }),
      ...(at > 0
        ? this.#tool(this.#words.earlier, async () => {
            const images = picturesOf(this.#block);
            const moved = images.with(at - 1, picture).with(at, images[at - 1] as Picture);
            this.#set(moved);
          })
        : []),
      ...this.#tool(this.#words.remove, async () =>
        this.#set(picturesOf(this.#block).filter((_, other) => other !== at)),
      ),
    );
    return place;
  }

  #tool(label: string, does: () => Promise<void>): HTMLButtonElement[] {
    if (!this.#pictures) return [];
    return [
      button(label, () => {
        if (this.#view.editable) void does();
      }),
    ];
  }

  #set(images: readonly Picture[]) {
    const pos = this.#getPos();
    if (pos === undefined || this.#view.isDestroyed || !this.#view.editable) return;
    const { tr } = this.#view.state;
    const block = blockOf(images, this.#block.kind === 'gallery' ? this.#block.caption : undefined);
    this.#view.dispatch(
      block
        ? tr.replaceWith(pos, pos + this.#node.nodeSize, nodeOf(block))
        : tr.delete(pos, pos + this.#node.nodeSize),
    );
    this.#view.focus();
  }
}

const same = (one: Picture, other: Picture) => JSON.stringify(one) === JSON.stringify(other);
const textOf = (caption: Picture['caption']) => caption?.map(({ text }) => text).join('') ?? '';
