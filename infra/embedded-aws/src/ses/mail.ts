import type { Fate } from './fate.ts';

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
  tags?: Record<string, string>;
  configurationSet?: string;
};

/** A mail in a list. `seq` counts up with each mail. */
export type ListedMail = Pick<Mail, 'id' | 'at' | 'from' | 'to' | 'subject' | 'tags'> & { seq: number };

/** Mails of a page, the newest first, and what to ask for to get the next older ones. */
export type MailPage = { mails: ListedMail[]; before?: number };

/**
 * Which mails to list: `limit` of them, older than `before`; with a text in their subject, texts, addresses, headers or
 * tags (letter case counts but for ASCII); with a tag.
 */
export type MailQuery = { limit: number; before?: number; search?: string; tag?: Tag };
export type Tag = { name: string; value: string };

/** What became of a mail besides being delivered. `at` is an ISO instant. */
export type Outcome = { at: string; what: Exclude<Fate, 'delivered' | 'lost'> | 'suppressed' };

/** A mail that was accepted and dropped, because its template could not be filled. `at` is an ISO instant. */
export type RenderingFailed = {
  id: string;
  at: string;
  to: string[];
  reason: string;
  tags?: Record<string, string>;
};

/** How many mails have a value of a tag, and what became of some. */
export type TagCount = { value: string; lastAt: string; mails: number; outcomes: Record<string, number> };
