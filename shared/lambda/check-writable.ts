import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isRefusedReadOnly } from '../read-only-routes.ts';

/**
 * Throws `read-only` for a request that may change something while the newsroom is read-only. What only reads never looks,
 * and loads nothing for it.
 */
export async function checkWritable({ routeKey }: Pick<APIGatewayProxyEventV2, 'routeKey'>, isOpen: boolean) {
  if (!isRefusedReadOnly(routeKey)) return;
  const { requireWritable } = await import('../read-only-store.ts');
  await requireWritable(isOpen);
}
