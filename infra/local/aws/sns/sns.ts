import type { Complaint } from '../endpoint.ts';
import { AwsError, type AwsResponse, type Ground, type Service } from '../service.ts';
import type { Sqs } from '../sqs/sqs.ts';

export type Sns = { handle: Service; complain: Complaint };

export function openSns(_ground: Ground, _sqs: Pick<Sqs, 'enqueue'>): Sns {
  const complain = (error: AwsError): AwsResponse => ({ status: error.status, body: error.message });
  return { handle: async () => complain(new AwsError('InvalidAction', 'not built')), complain };
}
