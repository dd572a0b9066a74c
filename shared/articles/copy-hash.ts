import { createHash } from 'node:crypto';
import { canonical } from '../canonical.ts';
import type { Content } from './content.ts';

/** SHA-256 (hex) of the content's canonical JSON: what an approval is bound to. */
export const copyHashOf = (content: Content) => createHash('sha256').update(canonical(content)).digest('hex');
