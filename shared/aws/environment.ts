/** A setting the function was deployed with. A missing one is a bug in the topology, so it throws; an empty one as well, as a rule. */
export function setting(name: string, { mayBeEmpty = false } = {}): string {
  const value = process.env[name];
  if (value === undefined || (value === '' && !mayBeEmpty))
    throw new Error(`${name} is not set for this function`);
  return value;
}
