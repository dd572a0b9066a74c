import type { Block } from '../../../shared/articles/body.ts';

export type Pictured = Extract<Block, { kind: 'image' | 'gallery' }>;

/** As many as anybody copies in a sitting. */
const most = 500;

/**
 * The clipboard, and what is dragged, name a picture by a number of chance alone; what it is stays with the desk's open
 * tabs. So no page can slip in an asset, or words about one, that were not copied here.
 */
const copied = new Map<string, Pictured>();
const names = new WeakMap<Pictured, string>();
let channel: BroadcastChannel | undefined;

/** Hears of pictures that other tabs of the desk copy. */
export function hearOfPictures(): void {
  if (channel) return;
  channel = new BroadcastChannel('khobor.copied-pictures');
  channel.onmessage = ({ data }: MessageEvent<{ name: string; block: Pictured }>) =>
    keep(data.name, data.block);
}

function keep(name: string, block: Pictured) {
  copied.set(name, block);
  const [oldest] = copied.keys();
  if (copied.size > most && oldest !== undefined) copied.delete(oldest);
}

/** The name that a picture goes by while it is copied. */
export function nameOf(block: Pictured): string {
  const name = names.get(block) ?? crypto.randomUUID();
  names.set(block, name);
  if (!copied.has(name)) channel?.postMessage({ name, block });
  keep(name, block);
  return name;
}

/** The picture of a kind that was copied by this name, if one was. */
export function copiedBy(name: string | null, kind: Pictured['kind']): Pictured | undefined {
  const block = copied.get(name ?? '');
  return block?.kind === kind ? block : undefined;
}
