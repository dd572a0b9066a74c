import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';

/**
 * What the cold start of this product's functions is measured against: the handler that the libraries' own guides lead
 * to. It reads one article and answers it. `cold-start.ts` bundles it as those guides say.
 */
const Article = z.object({
  id: z.string(),
  state: z.enum(['draft', 'submitted', 'approved', 'released', 'published']),
  version: z.number().int().positive(),
  section: z.string().max(40),
  headline: z.string().max(160).optional(),
  alert: z.enum(['none', 'breaking']),
  reporter: z.string(),
  createdAt: z.iso.datetime(),
  savedAt: z.iso.datetime(),
  publishAt: z.iso.datetime().optional(),
});
const Path = z.object({ id: z.string().max(64) });

const logger = new Logger({ serviceName: 'articles' });
const client = new DynamoDBClient({});

export const handler = middy<APIGatewayProxyEventV2>()
  .use(httpJsonBodyParser({ disableContentTypeError: true }))
  .use(httpErrorHandler({ logger: false }))
  .handler(async (event) => {
    const { id } = Path.parse(event.pathParameters);
    const key = marshall({ pk: `ARTICLE#${id}`, sk: 'HEAD' });
    const { Item } = await client.send(
      new GetItemCommand({ TableName: process.env.TABLE_NAME, Key: key, ConsistentRead: true }),
    );
    logger.info('read', { id, isThere: Item !== undefined });
    if (!Item) return { statusCode: 404, body: JSON.stringify({ message: `There is no article ${id}` }) };
    const article = Article.parse(unmarshall(Item).record);
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(article),
    };
  });
