import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logInto } from '../../infra/local/cli/log-file.ts';

describe('the log of functions on a full disk', () => {
  it('leaves lines out, and says how many once there is room', () => {
    const file = join(tmpdir(), `khobor-log-${process.pid}`);
    let isFull = false;
    const log = logInto(file, (path, text) => {
      if (isFull) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      appendFileSync(path, text);
    });
    log('site/rebuild', 'one');
    isFull = true;
    log('site/rebuild', 'two');
    log('site/rebuild', 'three');
    isFull = false;
    log('site/rebuild', 'four');
    const lines = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.replace(/^\S+ /, ''));
    expect(lines).toEqual([
      'site/rebuild one',
      'khobor 2 lines before this one could not be written',
      'site/rebuild four',
    ]);
    rmSync(file);
  });
});
