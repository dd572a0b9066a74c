import * as z from 'zod';
import { type Embed as EmbedOf, isEmbed, longestId, providers } from './embed-at.ts';

export type Embed = EmbedOf;

export const Embed = z
  .strictObject({
    kind: z.literal('embed'),
    provider: z.enum(providers, { error: () => `must be one of: ${providers.join(', ')}` }),
    /** The id as in the provider's own URLs. */
    id: z.string().max(longestId),
  })
  .refine(isEmbed, { error: 'is not an id of this provider', path: ['id'] });
