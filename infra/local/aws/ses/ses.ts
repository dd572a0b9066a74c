import type { Complaint } from '../endpoint.ts';
import { AwsError, type AwsResponse, type Ground, type Service } from '../service.ts';

/** A mail as a person finds it in the mailbox. `at` is an ISO instant; header names are as sent. */
export type Mail = {
  id: string;
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
};

export type Ses = {
  handle: Service;
  complain: Complaint;
  /** The mailbox, newest first. */
  mailbox: () => Mail[];
};

export function openSes(_ground: Ground): Ses {
  const complain = (error: AwsError): AwsResponse => ({ status: error.status, body: error.message });
  return {
    handle: async () => complain(new AwsError('BadRequestException', 'not built')),
    complain,
    mailbox: () => [],
  };
}
