import type { Asset } from './asset.ts';

type Named = Pick<Asset, 'id'>;

/** Where an upload arrives in the private bucket. Its form may be used again, so nothing is kept here. */
export const incoming = ({ id }: Named) => `incoming/${id}`;

/** The file that was checked: the first that arrived, for good. */
export const original = ({ id }: Named) => `uploads/${id}`;

/** The file for readers, in the private bucket: it is copied to the site once something that uses it is cleared. */
export const rendition = ({ id }: Named) => `renditions/${id}`;

/** Where the files of a picture lie in the private bucket, as they lie below `/media/` for readers. */
export const rendered = (path: string) => path.replace(/^\/media\//, 'renditions/');

/** The beginning of the names of all files that were made of a picture, in the private bucket. */
export const renditionsOf = ({ id }: Named) => `renditions/${id}/`;

/** The id of the asset that an object was uploaded for. */
export const assetIdOf = (key: string) => key.slice(key.indexOf('/') + 1);
