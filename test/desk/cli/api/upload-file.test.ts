import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { uploadFile } from '../../../../desk/cli/api/upload-file.ts';
import { progressBar } from '../../../../desk/cli/terminal/progress.ts';
import { aNewsroom, hangUp } from '../a-newsroom.ts';

type Respond = Parameters<typeof aNewsroom>[0][number];

const file = Buffer.alloc(200_000, 'ছবি');
const noDelays = [0, 0];

describe('sending a file by its form', () => {
  it('sends its fields before it, and counts what is sent', async () => {
    let body = Buffer.alloc(0);
    const take: Respond = async (request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      await once(request, 'end');
      body = Buffer.concat(pieces);
      response.writeHead(204).end();
    };
    const { url, close } = await aNewsroom([take]);
    const sent: number[] = [];
    await uploadFile({ url, fields: { key: 'incoming/ast_1', policy: 'p' } }, file, (n) => sent.push(n));
    close();
    const [key, policy, start] = ['name="key"', 'name="policy"', 'name="file"'].map((part) =>
      body.indexOf(part),
    );
    expect((key ?? 0) > 0 && (key ?? 0) < (policy ?? 0) && (policy ?? 0) < (start ?? 0)).toBe(true);
    expect(body.includes(file)).toBe(true);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    expect(sent.at(-1)).toBe(file.length);
  });

  it('sends it again when the network or the store failed, and says what the store refused', async () => {
    const answer =
      (status: number, text = ''): Respond =>
      (request, response) => {
        request.resume().on('end', () => response.writeHead(status).end(text));
      };
    const flaky = await aNewsroom([hangUp, answer(503), answer(204)]);
    await uploadFile({ url: flaky.url, fields: {} }, file, () => {}, noDelays);
    expect(flaky.requests).toHaveLength(3);
    flaky.close();
    const large = '<Error><Code>EntityTooLarge</Code><Message>Too large</Message></Error>';
    const strict = await aNewsroom([answer(400, large)]);
    await expect(uploadFile({ url: strict.url, fields: {} }, file, () => {}, noDelays)).rejects.toMatchObject(
      {
        problem: { status: 400, code: 'EntityTooLarge', detail: 'Too large' },
      },
    );
    expect(strict.requests).toHaveLength(1);
    strict.close();
    const gone = await aNewsroom([hangUp]);
    await expect(uploadFile({ url: gone.url, fields: {} }, file, () => {}, noDelays)).rejects.toThrow(
      /cannot be reached/,
    );
    gone.close();
  });
});

describe('the bar of an upload', () => {
  const drawnOn = (isTTY: boolean, isQuiet = false) => {
    let drawn = '';
    const stream = { isTTY, write: (text: string) => (drawn += text) } as unknown as NodeJS.WriteStream;
    const bar = progressBar(200, isQuiet, stream);
    for (const sent of [0, 1, 100, 200]) bar.at(sent);
    bar.end();
    return drawn;
  };

  it('is drawn at a terminal alone, and cleared at the end', () => {
    expect(drawnOn(true)).toMatch(/░ {3}0 %\r.*█.*50 %\r█+ 100 %\r +\r$/);
    expect(drawnOn(false)).toBe('');
    expect(drawnOn(true, true)).toBe('');
  });
});
