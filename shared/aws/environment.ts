/** A setting the function was deployed with. Missing means a fault in the topology, so it is thrown as one. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set for this function`);
  return value;
}
