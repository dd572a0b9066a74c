import { signLink } from '../aws/sign-link.ts';
import { rendered } from './files.ts';

/** For how long the links of a page are good, in seconds: pictures far below are loaded when somebody comes there. */
const seconds = 60 * 60;

/** A file of a picture in HTML, at the beginning of an address. */
const file = /(?<=["\s,])\/media\/ast_\w+\/[\w-]+\.webp/g;

/** HTML of a page whose pictures readers cannot get yet: each file by a signed link to the private bucket. */
export async function withSignedPictures(html: string): Promise<string> {
  const paths = [...new Set(html.match(file))];
  const links = new Map(
    await Promise.all(paths.map(async (path) => [path, await signLink(rendered(path), seconds)] as const)),
  );
  return html.replace(file, (path) => (links.get(path) ?? path).replaceAll('&', '&amp;'));
}
