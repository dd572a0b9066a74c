#!/usr/bin/env node
// `npx khobor …`, in plain JavaScript for any Node >= 20: infra/run.mjs installs what is missing, and runs khobor.ts with
// the Node of this repository. INIT_CWD is where files are looked for, as npm sets it for `npm run`.
import { fileURLToPath } from 'node:url';

process.env.INIT_CWD = process.cwd();
process.argv.splice(1, 1, 'run.mjs', 'node', fileURLToPath(new URL('khobor.ts', import.meta.url)));
await import('../../infra/run.mjs');
