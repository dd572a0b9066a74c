/** Marks a transaction that nobody typed: a body that was loaded, saved or merged. */
export const setByProgram = 'set by program';
