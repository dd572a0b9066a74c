import * as z from 'zod';
import { open } from '../../shared/lambda/api.ts';

export const handler = open(z.strictObject({}), async () => ({ status: 'ok' }));
