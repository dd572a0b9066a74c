import { signLink } from '../aws/sign-link.ts';
import { rendered } from './files.ts';

/** For how long the links of a page are good, in seconds: pictures far below are loaded when somebody comes there. */
const seconds = 60 * 60;

/** Signed links to files of pictures in the private bucket, by the paths that readers will have. */
export const signPictures = async (paths: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    await Promise.all(paths.map(async (path) => [path, await signLink(rendered(path), seconds)] as const)),
  );
