import { seen } from '../../shared/signs.ts';

/**
 * Write a line to stdout, and one to stderr. What stands in tables, buckets and queues is other people's text: it cannot
 * steer the terminal.
 */
export const print = (line: string) => console.log(seen(line));
export const printAside = (line: string) => console.error(seen(line));
