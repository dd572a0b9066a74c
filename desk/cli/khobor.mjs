#!/usr/bin/env node
// `npx khobor …`: plain JavaScript for any Node >= 20, which installs what is missing before the command is read. A
// file that is named is looked for where the command is given.
import { fileURLToPath } from 'node:url';

process.env.INIT_CWD = process.cwd();
process.argv.splice(1, 1, 'run.mjs', 'node', fileURLToPath(new URL('khobor.ts', import.meta.url)));
await import('../../infra/run.mjs');
