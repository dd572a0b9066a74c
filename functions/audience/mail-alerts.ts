import { ShardWork } from '../../shared/audience/publish-shards.ts';
import { sendToShard } from '../../shared/audience/send-mailing.ts';
import { shiftInbox } from '../../shared/lambda/inbox.ts';

export const handler = shiftInbox((body, shift) => sendToShard(ShardWork.parse(body), shift));
