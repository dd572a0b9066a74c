import type { Node } from 'prosemirror-model';
import { TextSelection, type Transaction } from 'prosemirror-state';
import type { EditorView, NodeView } from 'prosemirror-view';
import { mostInAGallery, type Picture, picturesOf } from '../../../shared/articles/body.ts';
import { isTold } from '../../../shared/media/is-told.ts';
import { nodeOf } from './body-and-doc.ts';
import { button } from './button.ts';
import type { Pictured } from './copied-pictures.ts';
import { settled } from './inline.ts';
import { schema } from './schema.ts';
import { sideField } from './side-field.ts';
import type { EditorWords } from './words.ts';

/** What an editor has from the desk to work with pictures. */
export type Pictures = {
  /** Has these files uploaded, or pictures chosen, and what readers are told of them; none when somebody lets it be. */
  add: (files: readonly File[]) => Promise<Picture[]>;
  edit: (picture: Picture) => Promise<Picture | undefined>;
  /** A link by which the newsroom sees a picture; undefined when there is nothing to be seen. */
  linkTo: (asset: string) => Promise<string | undefined>;
};

/**
 * Pictures as blocks: one by itself, several as a gallery, more than a gallery has as several. What was said of all stays
 * with the first.
 */
export function blocksOf(images: readonly Picture[], caption?: Picture['caption']): Pictured[] {
  const [first, ...others] = images;
  if (!first) return [];
  const said = caption ? { caption } : {};
  if (others.length === 0) return [{ kind: 'image', ...said, ...first }];
  const rest = blocksOf(images.slice(mostInAGallery));
  return [{ kind: 'gallery', images: images.slice(0, mostInAGallery), ...said }, ...rest];
}

/** Puts pictures behind the block at the cursor, or in place of an empty line. */
export function insertPictures(tr: Transaction, images: readonly Picture[]): Transaction {
  const nodes = blocksOf(images).map(nodeOf);
  if (nodes.length === 0) return tr;
  const { $from, $to } = tr.selection;
  const line = $from.depth === 1 && $from.parent.isTextblock && $from.parent.content.size === 0;
  const end = $to.depth === 0 ? tr.selection.to : $to.after(1);
  const from = line ? $from.before(1) : end;
  tr.replaceWith(from, end, nodes);
  // One goes on writing behind it: what is typed must not take its place.
  const behind = from + nodes.reduce((sum, { nodeSize }) => sum + nodeSize, 0);
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
  readonly #caption: ReturnType<typeof sideField>;

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
    this.#caption = sideField({
      ...{ label: words.captionOfAll, longest: longestCaption, view },
      write: (tr, value) => this.#withCaption(tr, value),
    });
    this.#caption.field.readOnly = !view.editable;
    this.#show();
  }

  update(node: Node) {
    if (node.type !== this.#node.type) return false;
    const shown = JSON.stringify(picturesOf(this.#block));
    this.#node = node;
    if (JSON.stringify(picturesOf(this.#block)) === shown) this.#showCaption();
    else this.#show();
    return true;
  }

  stopEvent = ({ target, type }: Event) =>
    !type.startsWith('drag') && target instanceof Element && target.closest('button, label') !== null;
  ignoreMutation = () => true;

  get #block(): Pictured {
    return this.#node.attrs.block;
  }

  #show() {
    const images = picturesOf(this.#block);
    const isGallery = this.#block.kind === 'gallery';
    const add = this.#tool(this.#words.addBeside, async () => {
      const more = (await this.#pictures?.add([])) ?? [];
      if (more.length > 0) this.#set([...picturesOf(this.#block), ...more]);
    });
    this.#showCaption();
    this.dom.replaceChildren(
      ...images.map((image, at) => this.#picture(image, at)),
      ...(isGallery ? [this.#caption.place] : []),
      ...add,
    );
  }

  #showCaption() {
    if (this.#block.kind === 'gallery')
      this.#caption.show(textOf(this.#block.caption), (written) => textOf(captionOf(written)));
  }

  #withCaption(tr: Transaction, value: string): Transaction | undefined {
    const pos = this.#getPos();
    if (pos === undefined || this.#block.kind !== 'gallery') return undefined;
    const { caption: before, ...rest } = this.#block;
    const caption = captionOf(value);
    if (textOf(caption) === textOf(before)) return undefined;
    return tr.setNodeAttribute(pos, 'block', { ...rest, ...(caption.length > 0 ? { caption } : {}) });
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
    const last = picturesOf(this.#block).length - 1;
    place.append(
      image,
      told,
      lacks,
      ...this.#tool(this.#words.edit, async () => {
        const edited = await this.#pictures?.edit(picture);
        if (edited) this.#set(picturesOf(this.#block).map((one) => (same(one, picture) ? edited : one)));
      }),
      ...(at > 0 ? this.#tool(this.#words.earlier, async () => this.#move(at, at - 1, 'earlier')) : []),
      ...(at < last ? this.#tool(this.#words.later, async () => this.#move(at, at + 1, 'later')) : []),
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

  /** Moves a picture by one place. The focus goes with it: whoever moves it once moves it again. */
  #move(from: number, to: number, by: 'earlier' | 'later') {
    const images = picturesOf(this.#block);
    const [one, other] = [images[from], images[to]];
    if (!one || !other) return;
    this.#set(images.with(to, one).with(from, other), () => {
      const there = [...(this.dom.children[to]?.querySelectorAll('button') ?? [])];
      const again = there.find(({ textContent }) => textContent === this.#words[by]);
      (again ?? there[1])?.focus();
    });
  }

  #set(images: readonly Picture[], focus = () => this.#view.focus()) {
    const pos = this.#getPos();
    if (pos === undefined || this.#view.isDestroyed || !this.#view.editable) return;
    const { tr } = this.#view.state;
    const caption = this.#block.kind === 'gallery' ? this.#block.caption : undefined;
    const [block, ...others] = blocksOf(images, caption);
    const end = pos + this.#node.nodeSize;
    this.#view.dispatch(
      block?.kind === this.#block.kind && others.length === 0
        ? tr.setNodeAttribute(pos, 'block', block)
        : block
          ? tr.replaceWith(pos, end, [block, ...others].map(nodeOf))
          : tr.delete(pos, end),
    );
    focus();
  }
}

/** In letters, as long as that of a picture in the library. */
const longestCaption = 1_000;
const same = (one: Picture, other: Picture) => JSON.stringify(one) === JSON.stringify(other);
const textOf = (caption: Picture['caption']) => caption?.map(({ text }) => text).join('') ?? '';
/** What was written as a caption, as the API stores it: on one line. */
const captionOf = (written: string) => settled([{ text: written.replace(/\s+/g, ' ') }]);
