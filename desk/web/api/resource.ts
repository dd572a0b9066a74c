import { type ReadonlySignal, signal } from '@preact/signals';
import { Refused, request } from './request.ts';

/** Something the API has at a path, as it was read last; why it could not be read now, if it could not. */
export type Resource<T> = {
  value: ReadonlySignal<T | undefined>;
  failure: ReadonlySignal<Error | undefined>;
  refresh: () => Promise<void>;
};

const all = new Map<string, Resource<unknown>>();

/** The resource of a path: what was read last is shown at once, and read again when it is asked for. */
export function resource<T>(path: string): Resource<T> {
  const known = all.get(path) as Resource<T> | undefined;
  const found = known ?? openResource<T>(path);
  all.set(path, found as Resource<unknown>);
  return found;
}

function openResource<T>(path: string): Resource<T> {
  const value = signal<T | undefined>();
  const failure = signal<Error | undefined>();
  let etag: string | undefined;
  let reading: Promise<void> | undefined;
  const read = async () => {
    try {
      const answer = await request<T>('GET', path, etag === undefined ? {} : { ifNoneMatch: etag });
      failure.value = undefined;
      if (answer.isUnchanged) return;
      value.value = answer.body;
      etag = answer.etag;
    } catch (error) {
      if (error instanceof Refused && error.status === 404) value.value = undefined;
      failure.value = error as Error;
    }
  };
  const refresh = () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  return { value, failure, refresh };
}

/** Reads again whatever has been shown: something has happened in the newsroom. */
export const refreshShown = (paths: readonly string[]) =>
  Promise.all(paths.map((path) => all.get(path)?.refresh()));
