import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import { vi } from 'vitest';
import { privateBucket, siteBucket, tableName } from '../../infra/local/resources.ts';
import { keys } from '../../shared/keys.ts';
import type { AssetInUse } from '../../shared/media/asset.ts';
import { schema } from '../../shared/upcast.ts';
import type { ACloud, Reply } from '../a-cloud.ts';
import { aPictureDesk, send } from './a-picture-desk.ts';

/** A picture as a reporter asks to upload it. */
export const aWish = (differences: object = {}) => ({
  kind: 'picture',
  description: { alt: 'শিশুরা বই হাতে', credit: 'ছবি: রুমানা হক', ...differences },
});

/** What an article does to a picture, done here by the operator: it says that it uses it, and has it published. */
export async function anArticleOf({ aws, clock }: Pick<ACloud, 'aws' | 'clock'>) {
  const { accessKeyId, secretAccessKey } = aws.operator;
  Object.assign(process.env, {
    ...{ AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    ...{ AWS_ENDPOINT_URL: aws.url, TABLE_NAME: tableName },
    ...{ PRIVATE_BUCKET: privateBucket, SITE_BUCKET: siteBucket },
  });
  const db = new DynamoDBClient({ region, endpoint: aws.url, credentials: aws.operator });
  const use = (id: string, user = 'art_000000000001', isCleared = true) =>
    db.send(
      new PutItemCommand({
        TableName: tableName,
        Item: marshall({ ...keys.asset.use({ id, user }), schema, record: { isCleared } }),
      }),
    );
  // Clients of AWS keep the address that they first ask: each cloud has its own.
  vi.resetModules();
  const { publishAsset } = await import('../../shared/media/publish-asset.ts');
  const { findShown } = await import('../../shared/media/asset-store.ts');
  const { listPrivate } = await import('../../shared/aws/media.ts');
  await findShown(['ast_none']);
  await listPrivate('none/');
  const publish = (id: string) => publishAsset(id, new Date(clock.now()).toISOString());
  return { use, publish, findShown, close: () => db.destroy() };
}

/** The picture library of a newsroom: its people, and what articles do to it. */
export async function aLibrary(options: Parameters<typeof aPictureDesk>[0] = {}) {
  const desk = await aPictureDesk(options);
  const { cloud, someone } = desk;
  const { close: closeArticle, ...article } = await anArticleOf(cloud);
  const at = (milliseconds = 0) => new Date(cloud.clock.now() + milliseconds).toISOString();
  const get = async (id: string) =>
    (await (await someone('reporter')).get(`/api/media/${id}`)).body as unknown as AssetInUse;
  /** Asks for an upload, sends a file, and waits until it is checked. */
  const uploaded = async (file: Uint8Array, differences: object = {}, role = 'reporter') => {
    const { id, upload } = await desk.wish(aWish(differences), role);
    await send(upload, file);
    await cloud.rest();
    return get(id);
  };
  const settled = async (reply: Reply) => {
    await cloud.rest();
    return reply;
  };
  const describe = async (id: string, description: object, role = 'editor', headers = { 'if-match': '*' }) =>
    settled(await (await someone(role)).put(`/api/media/${id}`, description, headers));
  const withdraw = async (id: string, role = 'publisher') =>
    settled(await (await someone(role)).post(`/api/media/${id}/withdraw`, { reason: 'ছবিটি অন্যের' }));
  /** Objects that are named for an asset, with their bytes. */
  const objectsOf = (id: string) =>
    cloud.store
      .sql('SELECT bucket, key, length(body) AS size FROM s3_object WHERE instr(CAST(key AS TEXT), ?) > 0')
      .all(id)
      .map(({ bucket, key, size }) => ({
        isPublic: bucket === siteBucket,
        key: Buffer.from(key as Uint8Array).toString(),
        size: Number(size),
      }))
      .sort((one, other) => (one.key < other.key ? -1 : 1));
  const open = (id: string) => objectsOf(id).filter(({ isPublic }) => isPublic);
  const close = async () => {
    closeArticle();
    await cloud.close();
  };
  return { ...desk, get, uploaded, describe, withdraw, ...article, objectsOf, open, at, close };
}

export type ALibrary = Awaited<ReturnType<typeof aLibrary>>;
