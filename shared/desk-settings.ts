/**
 * What the web desk has to know of the place it runs at, as `/desk/settings.json`: a file of the deploy. Addresses are
 * absolute.
 */
export type DeskSettings = {
  /** Where the desk is: sign-in leads back there alone. */
  origin: string;
  /** Who signs the tokens, as they say it. */
  issuer: string;
  /** The app client of the web desk in the user pool. */
  client: string;
  authorize: string;
  token: string;
  revoke: string;
  logout: string;
};
