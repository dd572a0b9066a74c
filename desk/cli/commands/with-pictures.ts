import type { AssetInUse } from '../../../shared/media/asset.ts';
import type { Api } from '../api/client.ts';
import { uploadPicture } from '../api/upload-picture.ts';
import type { ArticleFile } from '../files/article-file.ts';
import { readPicture } from '../files/picture-file.ts';
import type { Out } from '../terminal/out.ts';
import { progressBar } from '../terminal/progress.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Uploads the pictures that an article's file names, each once, and returns the file with what they became. All are read
 * before the first is sent, and nothing is filed when one is refused.
 */
export async function withPictures(
  file: ArticleFile,
  { api, out }: { api: Api; out: Out },
): Promise<ArticleFile> {
  const read = file.pictures.map((picture) => ({ ...picture, bytes: readPicture(picture.path) }));
  const assets = new Map<string, string>();
  for (const { name, path, bytes, description } of read) {
    const bar = progressBar(bytes.length, out.isJson);
    const asset = await uploadPicture(api, { name, file: bytes, description, progress: bar.at }).finally(
      bar.end,
    );
    if (asset.state !== 'ready')
      throw new UsageError(`${name} is not checked yet; nothing was filed. Send it again in some minutes`);
    const used = await theSame(api, asset);
    out.remark(`${name}: ${used}`);
    assets.set(path, used);
  }
  return file.withAssets(assets);
}

/** The picture that is there of the same file: whoever files a text again uploads its pictures again. */
async function theSame(api: Api, { id, sameAs }: AssetInUse): Promise<string> {
  if (sameAs === undefined) return id;
  const { state } = await api.get<AssetInUse>(`/api/media/${sameAs}`);
  return state === 'ready' ? sameAs : id;
}
