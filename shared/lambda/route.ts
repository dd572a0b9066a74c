import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { type Actor, type Role, requireRole } from '../actor.ts';
import { newId } from '../ids.ts';
import { Problem } from '../problem.ts';
import type { Records } from '../records.ts';
import { answer } from './answer.ts';
import { type Caller, callerOf, checkIfMatch } from './caller.ts';
import { checkWritable } from './check-writable.ts';
import { allProblems, type Contract, type ToldProblem } from './contract.ts';
import { checked, refuse } from './field-problems.ts';
import { idempotent } from './idempotency.ts';
import { asBusy, inBothLanguages, refusals } from './refusals.ts';
import { isForm } from './request-body.ts';
import { inputOf } from './request-input.ts';
import { retryOnConflict } from './retry-on-conflict.ts';

/** A route that anybody may call, without a token. `event` tells who calls. */
export const open = <In extends z.ZodType, Out extends object | string>(
  contract: Contract<In, Out>,
  run: (input: z.infer<In>, at: string, event: APIGatewayProxyEventV2) => Promise<NoInfer<Out>>,
) =>
  handle(contract, async (event) => {
    contract.guard?.(event);
    const raw = await inputOf(event, contract);
    const take = async () => {
      await checkWritable(event, true);
      return run(await checked(contract.input, raw), now(), event);
    };
    if (contract.formPage && isForm(event)) return answerForm(contract.formPage, contract, raw, take);
    return answer(await take(), contract);
  });

/**
 * Answers a form by a page, whatever came of it. The page may hold the form again: it says where it comes from, as pages
 * of the API otherwise do not.
 */
async function answerForm<In extends z.ZodType>(
  page: NonNullable<Contract<In, object>['formPage']>,
  { status = 200 }: Pick<Contract<In, object | string>, 'status'>,
  raw: Record<string, unknown>,
  take: () => Promise<unknown>,
) {
  let problem: ToldProblem | undefined;
  try {
    await take();
  } catch (error) {
    const told = asBusy(error);
    if (!(told instanceof Problem)) throw error;
    problem = await inBothLanguages(told.toJSON());
  }
  const { headers, ...response } = answer(await page(raw, problem), {});
  return {
    ...response,
    statusCode: problem?.status ?? status,
    headers: { ...headers, 'referrer-policy': 'same-origin' },
  };
}

/** A route for the newsroom: the roles that may call it, its contract, and what it does. */
export const api = <In extends z.ZodType, Out extends object | string>(
  roles: readonly Role[],
  contract: Contract<In, Out>,
  run: (
    input: z.infer<In>,
    caller: Caller,
    refuseFaults: () => Promise<void>,
    raw: Raw,
  ) => Promise<NoInfer<Out>>,
) =>
  handle({ ...contract, roles, problems: allProblems(contract) }, async (event) => {
    const caller = callerOf(event, now(), contract.token);
    requireRole(caller, roles, 'do this');
    await checkWritable(event, false);
    const raw = await inputOf(event, contract);
    const faults = async () => (await contract.faults?.(raw, caller.at)) ?? [];
    const refuseFaults = async () => refuse(await faults());
    const body = await run(await checked(contract.input, raw, faults), caller, refuseFaults, raw);
    return contract.unlessKnown?.(body, event.headers['if-none-match']) ?? answer(body, contract);
  });

/** Input as it was sent, before its schema read it. */
type Raw = Readonly<Record<string, unknown>>;

/** What a route says of itself besides its records. `finish` makes the response from what was saved. */
type Wording<In extends z.ZodType, A, B> = Pick<
  Contract<In, object>,
  'summary' | 'faults' | 'problems' | 'who'
> & {
  input: In;
  output?: z.ZodType<B>;
  finish?: (saved: A, input: z.infer<In>, caller: Caller, raw: Raw) => B | Promise<B>;
};

/** A route that creates a record, only once per `Idempotency-Key`. It answers 201 with the record's `location`. */
export function create<In extends z.ZodType, R, O, A extends { id: string }, K, B extends { id: string } = A>(
  records: Records<R, O, A, K>,
  { output, finish, ...wording }: Wording<In, A, B>,
  make: (id: string, input: z.infer<In>, actor: Actor) => O | Promise<O>,
) {
  const answered: z.ZodType<A | B> = output ?? records.output;
  const contract: Contract<In, A | B> = {
    who: records.who?.('create') ?? records.roles,
    ...wording,
    output: answered,
    status: 201,
    headers: ({ id }) => ({ location: `${records.path}/${id}` }),
    requestHeaders: ['Idempotency-Key'],
  };
  return api(records.roles, contract, async (input, caller, refuseFaults, raw) => {
    const request = idempotent(caller, `create ${records.kind}`, input);
    const saved = await records.withIdempotency(request, async (answerItem) => {
      await refuseFaults();
      return records.save(await make(newId(records.kind), input, caller), { ...caller, answerItem });
    });
    return finish ? finish(saved, input, caller, raw) : saved;
  });
}

/**
 * A route that takes a step on a record: at the version that the caller read (`If-Match`), only once per
 * `Idempotency-Key`. The path's `{id}` names the record; the rest of the input is the step's own.
 */
export const step = <
  In extends z.ZodObject<{ id: z.ZodString }>,
  R extends { version: number },
  O,
  A extends object,
  K,
>(
  records: Records<R, O, A, K>,
  name: string,
  { finish, problems = [], ...wording }: Omit<Wording<In, A, A>, 'output'>,
  take: (record: R, input: z.infer<In>, actor: Actor) => O | Promise<O>,
) =>
  api(
    records.roles,
    {
      who: records.who?.(name) ?? records.roles,
      ...wording,
      output: records.output,
      problems: ['not-found', 'wrong-state', ...problems],
      requestHeaders: ['If-Match', 'Idempotency-Key'],
    },
    async (input, caller, refuseFaults, raw) => {
      const saved = await records.withIdempotency(idempotent(caller, name, input), async (answerItem) => {
        await refuseFaults();
        return retryOnConflict(caller, async () => {
          const found = await records.get(input.id);
          if (records.mayRead?.(found, caller) === false)
            throw new Problem('not-found', `There is no ${input.id}`);
          const record = checkIfMatch(found, caller, 'required');
          return records.save(await take(record, input, caller), { ...caller, answerItem });
        });
      });
      return finish ? finish(saved, input, caller, raw) : saved;
    },
  );

type Handler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

const handle = <C extends object>(contract: C, handler: Handler) =>
  Object.assign(
    middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>().use(refusals()).handler(handler),
    { contract },
  );

const now = () => new Date().toISOString();
