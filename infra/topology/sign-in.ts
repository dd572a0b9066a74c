/** Paths of the desk that the user pool sends people back to: with a code, and after sign-out. */
export const deskPaths = { callback: '/desk/callback', signedOut: '/desk/' } as const;

/** How long what a sign-in gives is good for, in the user pool and on one machine alike. */
export const signInLasts = {
  /** Somebody removed from a group loses its permissions with the next access token. In seconds. */
  access: 60 * 60,
  /** From sign-in on, however often it is exchanged for the next. In seconds. */
  refresh: 7 * 24 * 60 * 60,
  /** How long a used refresh token may be sent again: its answer may have been lost. In seconds; Cognito takes 60 at most. */
  grace: 60,
} as const;
