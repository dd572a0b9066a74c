import { writeFileSync } from 'node:fs';
import { formsOfFacts } from './forms-of-facts.ts';

/** Pins the facts of this version as those of the former one: at a release, before anything of the next is begun. */
writeFileSync(new URL('former.json', import.meta.url), `${JSON.stringify(formsOfFacts(), null, 1)}\n`);
