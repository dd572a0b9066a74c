import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Damaged, NoRoom, Store } from '../src/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'embedded-aws-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A store whose last page is the end of a long text: content, which SQLite does not check. */
function filled(name: string) {
  const file = join(folder, name);
  const store = new Store(file);
  store.db.exec('CREATE TABLE texts (text TEXT) STRICT');
  store.db.prepare('INSERT INTO texts VALUES (?)').run('খবর '.repeat(4000));
  return { file, store };
}

it('a write to a store that is closed is refused', async () => {
  const store = new Store(':memory:');
  store.close();
  await expect(store.write(() => store.sql('SELECT 1').get())).rejects.toThrow('database is not open');
});

describe('a file that lost its end', () => {
  it.each([1, 1000, 4096, 5000])('is refused when %i bytes are missing', (bytes) => {
    const { file, store } = filled(`cut-${bytes}`);
    store.close();
    new Store(file).close();
    truncateSync(file, statSync(file).size - bytes);
    let fault: unknown;
    try {
      new Store(file).close();
    } catch (error) {
      fault = error;
    }
    // SQLite itself notices whole pages (SQLITE_CORRUPT).
    expect(fault instanceof Damaged ? 11 : (fault as { errcode?: number })?.errcode).toBe(11);
  });

  it('is told from one of which a crash left a part in the log', () => {
    const { file, store } = filled('crashed');
    const copy = join(folder, 'copy');
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    store.close();
    const found = new Store(copy);
    expect(found.sql('SELECT count(*) AS n FROM texts').get()?.n).toBe(1);
    found.close();
  });
});

describe('a full disk', () => {
  /** A store that may grow by so many pages, as if the disk had no more. */
  const nearlyFull = (pages: number) => {
    const store = new Store(':memory:');
    store.db.exec('CREATE TABLE texts (text TEXT) STRICT');
    const used = Number(store.db.prepare('PRAGMA page_count').get()?.page_count);
    store.db.exec(`PRAGMA max_page_count = ${used + pages}`);
    const put = (text: string) => store.write(() => store.sql('INSERT INTO texts VALUES (?)').run(text));
    const count = () => store.sql('SELECT count(*) AS n FROM texts').get()?.n;
    const heard: boolean[] = [];
    store.room.on('changed', (hasRoom) => heard.push(hasRoom));
    return { store, put, count, heard };
  };
  const long = 'খবর '.repeat(4000);

  it('refuses writes, all of them that share one sync, keeps what was there, and goes on when there is room', async () => {
    const { store, put, count, heard } = nearlyFull(2);
    await put('first');
    const together = await Promise.allSettled([put('a'), put(long), put('b')]);
    expect(together.map((one) => one.status === 'rejected' && one.reason)).toEqual([
      expect.any(NoRoom),
      expect.any(NoRoom),
      expect.any(NoRoom),
    ]);
    expect([count(), store.hasRoom, heard]).toEqual([1, false, [false]]);
    await store.write(() => store.sql('DELETE FROM texts WHERE text = ?').run('none'));
    expect(store.hasRoom).toBe(false);
    store.db.exec('PRAGMA max_page_count = 1000000');
    await put(long);
    expect([count(), store.hasRoom, heard]).toEqual([2, true, [false, true]]);
    store.close();
  });
});
