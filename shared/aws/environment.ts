/** A setting the function was deployed with. A missing one is a bug in the topology, so it throws. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set for this function`);
  return value;
}
