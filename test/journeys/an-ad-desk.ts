import sharp from 'sharp';
import { expect } from 'vitest';
import { aBooking } from '../ads/a-line-item.ts';
import { aDesk } from './a-desk.ts';

/** An image of these measures, as a file. */
export const anImage = (width: number, height: number, background = '#0c3b38') =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

/**
 * A newsroom with somebody who books ads: uploads, bookings and steps, each as the API has it. A flight is from an hour
 * ago for a week unless a test says otherwise.
 */
export async function anAdDesk(options: Parameters<typeof aDesk>[0] = {}) {
  const desk = await aDesk(options);
  const { cloud } = desk;
  const salma = async () => cloud.someone('salma', 'ad-manager');

  /** An upload that was asked for, and how its file is sent. */
  const wish = async (wanted: object) => {
    const asked = await (await salma()).post('/api/media', wanted);
    const { id, upload } = asked.body as unknown as {
      id: string;
      upload: { url: string; fields: Record<string, string> };
    };
    const send = async (file: Uint8Array | string) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
      form.append('file', new Blob([typeof file === 'string' ? file : new Uint8Array(file)]));
      const answer = await fetch(upload.url, { method: 'POST', body: form });
      expect(answer.status, await answer.text()).toBeLessThan(300);
      await cloud.rest();
    };
    return { id, send };
  };
  const upload = async (wanted: object, file: Uint8Array | string) => {
    const { id, send } = await wish(wanted);
    await send(file);
    return id;
  };
  const creative = async (width = 300, height = 250, background?: string) =>
    upload({ kind: 'image', contentType: 'image/png' }, await anImage(width, height, background));

  const hours = (count: number) => new Date(cloud.clock.now() + count * 3_600_000).toISOString();
  const flight = (from = -1, until = 7 * 24) => ({ from: hours(from), until: hours(until) });
  const booking = (asset: string, differences: Record<string, unknown> = {}) => {
    const { creative, ...rest } = aBooking({ flight: flight(), ...differences });
    return { ...rest, creative: { ...creative, asset } };
  };
  const book = async (asset: string, differences: Record<string, unknown> = {}) => {
    const reply = await (await salma()).post('/api/line-items', booking(asset, differences));
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    return String(reply.body.id);
  };
  const step = async (id: string, name: string) => {
    const reply = await (await salma()).post(`/api/line-items/${id}/${name}`);
    expect(reply.status, `${name}: ${JSON.stringify(reply.body)}`).toBe(200);
    await cloud.rest();
  };
  /** A line item that readers may see. */
  const cleared = async (asset: string, differences: Record<string, unknown> = {}) => {
    const id = await book(asset, differences);
    await step(id, 'clear');
    return id;
  };
  /** Ids of what the page's script is handed. */
  const handedOut = () => {
    const file = desk.publicObjects().get('ads/slots.json') ?? '{"items":[]}';
    return (JSON.parse(file) as { items: { id: string }[] }).items.map(({ id }) => id);
  };
  return { ...desk, salma, wish, upload, creative, booking, book, step, cleared, flight, handedOut };
}
