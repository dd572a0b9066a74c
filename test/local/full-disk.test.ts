import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { logInto } from '../../infra/local/cli/log-file.ts';
import { parkedOf } from '../../infra/topology/inbox.ts';
import { functions } from '../../infra/topology.ts';
import { aFiling } from '../a-cloud.ts';
import { type ADesk, aDesk, problem } from '../journeys/a-desk.ts';

let desk: ADesk;
beforeAll(async () => {
  desk = await aDesk({ maxPause: 2 });
});
afterAll(() => desk.cloud.close());

/** Whatever is written now finds no room, as on a disk with no free block. */
const fill = () => {
  const { db } = desk.cloud.store;
  db.exec('CREATE TABLE IF NOT EXISTS filler (bytes BLOB) STRICT');
  db.exec(`PRAGMA max_page_count = ${db.prepare('PRAGMA page_count').get()?.page_count}`);
  // Pages that were freed before could still be used.
  for (let bytes = 1 << 20; bytes > 16; bytes >>= 1)
    for (;;)
      try {
        db.prepare('INSERT INTO filler VALUES (zeroblob(?))').run(bytes);
      } catch {
        break;
      }
};
const makeRoom = () => desk.cloud.store.db.exec('PRAGMA max_page_count = 1000000; DELETE FROM filler');

describe('a newsroom on a full disk', () => {
  it('serves readers, refuses writers in words, and goes on with all that was saved when there is room', async () => {
    const there = await desk.published({ headline: 'আগের খবর' });
    const under = await desk.submitted({ headline: 'অনুমোদিত খবর' });
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
    // From here on nothing can be stored: what the approval sets off has to wait.
    await desk.step('kamal', under, 'approve');
    fill();

    const reply = await desk.people.rumana.post(
      '/api/articles',
      aFiling({ body: 'দীর্ঘ লেখা। '.repeat(2_000) }),
    );
    expect(problem(reply)).toEqual([503, 'busy']);
    expect(reply.body.detailBn).toBeDefined();
    expect(desk.cloud.store.hasRoom).toBe(false);
    expect((await desk.cloud.page(`/national/${there}`)).status).toBe(200);
    expect((await desk.people.kamal.get(`/api/articles/${under}`)).status).toBe(200);

    makeRoom();
    await expect.poll(() => desk.cloud.store.hasRoom).toBe(true);
    await desk.cloud.rest();
    for (let minutes = 0; minutes < 5; minutes++) await desk.cloud.turnBy(61_000);
    expect((await desk.get(under)).state).toBe('published');
    expect((await desk.cloud.page(`/national/${under}`)).status).toBe(200);
    for (const [name] of functions.filter(([, { on }]) => 'facts' in on || 'stream' in on))
      expect([name, desk.cloud.aws.sqs.count(parkedOf(name)).visible]).toEqual([name, 0]);
    expect(desk.cloud.printed.filter((line) => line.includes('"bug"'))).toEqual([]);
    errors.mockRestore();
  });
});

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
