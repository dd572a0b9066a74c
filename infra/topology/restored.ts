/**
 * The attribute, `true`, of facts that were restored from an export. The relay's event source passes over them: what they
 * say happened long ago, and was announced then.
 */
export const restoredMark = 'restored';
