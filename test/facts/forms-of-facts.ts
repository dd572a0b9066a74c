import * as z from 'zod';
import { events } from '../../shared/events.ts';
import type { Schema } from '../fuzz/from-schema.ts';

/** Every type of fact with the JSON Schema of its data, as a writer of this version has it. */
export const formsOfFacts = () =>
  Object.fromEntries(
    Object.entries(events).map(([type, data]) => [
      type,
      z.toJSONSchema(data, { io: 'input', unrepresentable: 'any' }) as Schema,
    ]),
  );
