import { announce } from '../../shared/aws/topic.ts';
import { factStream } from '../../shared/lambda/stream.ts';

export const handler = factStream(announce);
