/** A mail as a person finds it in the mailbox. `at` is an ISO instant; header names are as sent. */
export type Mail = {
  id: string;
  at: string;
  from: string;
  /** Everybody it reached, `Cc` and `Bcc` included. */
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
};

/** A mail that was accepted and dropped, because its template could not be filled. `at` is an ISO instant. */
export type RenderingFailed = { id: string; at: string; to: string[]; reason: string };
