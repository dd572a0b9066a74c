import { who } from '../sign-in/session.ts';
import * as kept from './kept.ts';
import { request } from './request.ts';
import type { Means } from './write-queue.ts';

/** What whoever is signed in writes with. */
export const means = (): Means => ({ by: who.peek()?.by ?? '', request, kept });
