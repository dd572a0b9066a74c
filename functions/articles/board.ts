import * as z from 'zod';
import { newsroomRoles } from '../../shared/actor.ts';
import { Board } from '../../shared/articles/board.ts';
import { readBoard } from '../../shared/articles/board-store.ts';
import { answerUnlessKnown } from '../../shared/lambda/answer-unless-known.ts';
import { api } from '../../shared/lambda/route.ts';

export const handler = api(
  newsroomRoles,
  {
    summary: 'What stands where: of each section the first drafts, submitted and scheduled articles, 20 each',
    input: z.strictObject({}),
    output: Board,
    unlessKnown: answerUnlessKnown,
  },
  readBoard,
);
