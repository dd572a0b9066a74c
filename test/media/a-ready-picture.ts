import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { marshall } from '@aws-sdk/util-dynamodb';
import { region } from 'embedded-aws';
import sharp from 'sharp';
import { privateBucket, tableName } from '../../infra/local/resources.ts';
import { newId } from '../../shared/ids.ts';
import { type Item, keys } from '../../shared/keys.ts';
import { Asset } from '../../shared/media/asset.ts';
import { rendition } from '../../shared/media/files.ts';
import { type Crop, type Description, type Rendered, ratioOf } from '../../shared/media/picture.ts';
import { schema } from '../../shared/upcast.ts';
import type { ACloud } from '../a-cloud.ts';

/** A picture drawn by code that has something everywhere: two gradients, with grain. */
export function drawn(width: number, height: number, hue = 0) {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [(at % width) / width, Math.floor(at / width) / height];
    const grain = ((at * 2_654_435_761) >>> 24) % 24;
    const isSky = y < 0.45 + 0.1 * Math.sin(6 * x + hue);
    pixels[3 * at] = isSky ? 90 + 90 * y + grain : 60 + 80 * x + grain;
    pixels[3 * at + 1] = isSky ? 150 + 60 * x : 110 + 70 * Math.sin(9 * y + hue);
    pixels[3 * at + 2] = isSky ? 190 + grain : 60 + grain;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

const widthsOf: Partial<Record<Crop, number[]>> = {
  whole: [320, 480, 640, 960, 1280, 1600],
  wide: [320, 480, 640, 960, 1280],
  classic: [320, 1200],
  square: [320, 1200],
};

type Wanted = {
  width?: number;
  height?: number;
  hue?: number;
  description?: Description;
  state?: Asset['state'];
};

/** A picture of the library as its check leaves it: the record, and its files where no reader gets them. */
export async function aReadyPicture(
  { aws, clock }: Pick<ACloud, 'aws' | 'clock'>,
  { width = 700, height = 466, hue = 0, description, state = 'ready' }: Wanted = {},
): Promise<string> {
  const id = newId('ast');
  const client = { region, endpoint: aws.url, credentials: aws.operator };
  const [db, s3] = [new DynamoDBClient(client), new S3Client({ ...client, forcePathStyle: true })];
  const source = await drawn(width, height, hue).png().toBuffer();
  const crops: Partial<Record<Crop, Rendered>> = {};
  for (const [crop, widths] of Object.entries(widthsOf) as [Crop, number[]][]) {
    const ratio = crop === 'whole' ? width / height : ratioOf[crop];
    const own = widths.filter((one) => one <= width && Math.round(one / ratio) <= height);
    const all = own.length > 0 ? own : [Math.min(width, Math.floor(height * ratio))];
    const hash = `${crop}${id.slice(-6)}`;
    crops[crop] = { hash, widths: all, height: Math.round((all.at(-1) ?? 0) / ratio) };
    for (const one of all)
      await s3.send(
        new PutObjectCommand({
          Bucket: privateBucket,
          Key: `${rendition({ id })}/${hash}-${one}.webp`,
          Body: await sharp(source)
            .resize(one, Math.round(one / ratio), { fit: 'cover' })
            .webp({ quality: 75 })
            .toBuffer(),
          ContentType: 'image/webp',
        }),
      );
  }
  const at = new Date(clock.now()).toISOString();
  const asset = Asset.parse({
    ...{ id, state, version: 2, kind: 'picture', by: 'rumana', requestedAt: at, checkedAt: at },
    ...{ width, height, bytes: source.length, isAnimated: false },
    crops,
    description,
  });
  await putAsset({ aws }, asset);
  db.destroy();
  s3.destroy();
  return id;
}

/** Writes an asset as it is to be, whatever it was. */
export const putAsset = (cloud: Pick<ACloud, 'aws'>, asset: Asset): Promise<void> =>
  putItem(cloud, { ...keys.asset.head(asset), version: asset.version, record: asset });

export async function putItem({ aws }: Pick<ACloud, 'aws'>, item: Item): Promise<void> {
  const db = new DynamoDBClient({ region, endpoint: aws.url, credentials: aws.operator });
  const Item = marshall({ ...item, schema }, { removeUndefinedValues: true });
  await db.send(new PutItemCommand({ TableName: tableName, Item }));
  db.destroy();
}
