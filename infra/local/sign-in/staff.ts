/** Who may sign in to the newsroom on this machine, with a click: those of the sample, and one for each role. */
export const staff: Readonly<Record<string, { shown: string; roles: readonly string[] }>> = {
  rumana: { shown: 'রুমানা', roles: ['reporter'] },
  rehana: { shown: 'রেহানা', roles: ['reporter'] },
  mitali: { shown: 'মিতালী', roles: ['reporter'] },
  tanvir: { shown: 'তানভীর', roles: ['reporter'] },
  kamal: { shown: 'কামাল', roles: ['editor'] },
  mitu: { shown: 'মিতু', roles: ['reporter', 'editor'] },
  parveen: { shown: 'পারভীন', roles: ['editor', 'publisher'] },
  salma: { shown: 'সালমা', roles: ['ad-manager'] },
};

/** The claims of somebody who signs in: the user name is the name that people are shown, the account stays the same. */
export const claimsOf = (name: string): { name: string; sub?: string } => {
  const known = Object.hasOwn(staff, name) ? staff[name] : undefined;
  return known ? { name: known.shown, sub: name } : { name };
};
