/**
 * What an instance of a function keeps from one call for the next. All of it lies here, so that whoever runs the instance
 * can empty it: the embedded Lambda does, before it hands a warm instance to another newsroom.
 */
const instance = globalThis as { khoborMemory?: Map<object, unknown> };

/** A place of an instance's own: the same value each time, which `make` makes when there is none. */
export function remembered<T>(make: () => T): () => T {
  const place = {};
  return () => {
    instance.khoborMemory ??= new Map();
    if (!instance.khoborMemory.has(place)) instance.khoborMemory.set(place, make());
    return instance.khoborMemory.get(place) as T;
  };
}
