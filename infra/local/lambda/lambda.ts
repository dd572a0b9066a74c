import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Clock } from 'embedded-aws';

/**
 * The newsroom that a sandbox works for, by a number. The clock's memory holds its offset from the machine's time and,
 * for a clock that stands still, its time.
 */
type World = { newsroom: number; clockOffset: SharedArrayBuffer };
/** The data that a sandbox starts with. */
type SandboxData = World & {
  bundle: string;
  maxPayload: number;
  maxPause: number | undefined;
};
/** An invocation and its result, as messages between the threads. */
type Invocation = World & { id: string; event: unknown; context: Record<string, unknown>; deadline: number };
type Answer = {
  id: string;
  value?: unknown;
  error?: { errorType: string; errorMessage: string; trace: string[] };
};

/** A deployed function: its bundle, its environment, and its timeout in seconds. */
export type Deployed = { name: string; bundle: string; environment: Record<string, string>; timeout: number };

/** An error a function threw, or its timeout, as Lambda reports it. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError';
  readonly errorType: string;

  constructor(errorType: string, message: string) {
    super(message);
    this.errorType = errorType;
  }
}

export type Lambda = {
  /** Invokes a function and returns its result. Throws `FunctionError`. */
  invoke: (name: string, event: unknown) => Promise<unknown>;
  /** Ends the sandboxes in which a function is at work, as a crash does: their calls fail. */
  crash: (name: string) => void;
  /** Bytes that the largest of a function's sandboxes has taken, of V8's heap and beside it; 0 when none is open. */
  memoryOf: (name: string) => Promise<number>;
  /**
   * Hands the warm functions to a newsroom that is at the same addresses after this one: with its own clock and log, and
   * knowing nothing of what was. Calls at work fail, as in `crash`.
   */
  handOver: (to: Surroundings) => Lambda;
  close: () => Promise<void>;
};

/** A line a function printed. */
export type Log = (name: string, line: string) => void;

/** What functions go by, and where the lines that they print go. */
export type Surroundings = { clock: Clock; log: Log };

/** The most bytes of an event, and of an answer, each as JSON. */
export const maxPayload = 6 * 1024 * 1024;

/** The most sandboxes per function; further calls wait. Lambda has no such limit, a laptop does. */
const maxSandboxes = 4;
/** Milliseconds after which an idle sandbox is ended; one of too many, so soon that a publication still finds it warm. */
const idleFor = { few: 60_000, many: 10_000 } as const;

/** Memory limits of a sandbox, of the 512 MB in AWS. A small young generation saves 7 MB per sandbox. */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 };

type Sandbox = { worker: Worker; ready: Promise<void>; idle?: NodeJS.Timeout };
type Pool = {
  deployed: Deployed;
  free: Sandbox[];
  busy: Set<Sandbox>;
  count: number;
  queue: ((sandbox: Sandbox) => void)[];
};

/**
 * Runs bundles as Lambda does: each sandbox has the function's own environment and modules, handles one call at a time,
 * stays warm for the next one, and is ended when a call times out. Of those without work for ten seconds at most `maxIdle`
 * stay warm, each in some 23 MB. With `maxPause`, in milliseconds, functions wait no longer than that between tries.
 */
export function openLambda(
  functions: readonly Deployed[],
  { clock, log: print, maxIdle, maxPause }: Surroundings & { maxIdle: number; maxPause?: number | undefined },
): Lambda {
  let world: World = { newsroom: 0, clockOffset: clock.offset };
  let log = print;
  const pools = new Map<string, Pool>(
    functions.map((deployed) => [
      deployed.name,
      { deployed, free: [], busy: new Set(), count: 0, queue: [] },
    ]),
  );
  const workers = new Set<Worker>();
  /** Sandboxes without work. */
  const idle = new Set<Sandbox>();

  const open = (pool: Pool): Sandbox => {
    const { name, bundle, environment } = pool.deployed;
    const workerData: SandboxData = { ...world, bundle, maxPayload, maxPause };
    const worker = new Worker(fileURLToPath(new URL('sandbox.mjs', import.meta.url)), {
      workerData,
      env: environment,
      stdout: true,
      stderr: true,
      resourceLimits,
      name,
    });
    pool.count++;
    workers.add(worker);
    worker.once('exit', () => workers.delete(worker));
    for (const stream of [worker.stdout, worker.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n')) if (line !== '') log(name, line);
      });
    const ready = new Promise<void>((done, failed) => {
      worker.once('message', () => done());
      worker.once('error', (error) => failed(new FunctionError('Runtime.ExitError', String(error))));
      worker.once('exit', () =>
        failed(new FunctionError('Runtime.ExitError', `${name} exited while starting`)),
      );
    });
    ready.catch(() => {});
    return { worker, ready };
  };

  const take = async (pool: Pool): Promise<Sandbox> => {
    const warm = pool.free.pop();
    if (warm) {
      idle.delete(warm);
      return warm;
    }
    if (pool.count < maxSandboxes) return open(pool);
    return new Promise((done) => pool.queue.push(done));
  };

  const giveBack = (pool: Pool, sandbox: Sandbox) => {
    const next = pool.queue.shift();
    if (next) return next(sandbox);
    clearTimeout(sandbox.idle);
    pool.free.push(sandbox);
    idle.add(sandbox);
    const endsAfter = (wait: number, orElse?: () => void) => {
      sandbox.idle = setTimeout(() => (orElse && idle.size <= maxIdle ? orElse() : end(pool, sandbox)), wait);
      sandbox.idle.unref();
    };
    endsAfter(idleFor.many, () => endsAfter(idleFor.few - idleFor.many));
  };

  const end = (pool: Pool, sandbox: Sandbox) => {
    clearTimeout(sandbox.idle);
    idle.delete(sandbox);
    pool.busy.delete(sandbox);
    pool.free = pool.free.filter((one) => one !== sandbox);
    pool.count--;
    void sandbox.worker.terminate();
    const next = pool.queue.shift();
    if (next) next(open(pool));
  };

  const invoke = async (name: string, event: unknown) => {
    const pool = pools.get(name);
    if (!pool) throw new FunctionError('ResourceNotFoundException', `There is no function ${name}`);
    if (Buffer.byteLength(JSON.stringify(event)) > maxPayload)
      throw new FunctionError(
        'RequestTooLargeException',
        `Request must be smaller than ${maxPayload} bytes for the InvokeFunction operation`,
      );
    const sandbox = await take(pool);
    clearTimeout(sandbox.idle);
    pool.busy.add(sandbox);
    try {
      await sandbox.ready;
      const answer = await run(sandbox.worker, pool.deployed, event, world);
      // One that crashed as it answered would never answer again.
      if (!pool.busy.delete(sandbox)) throw new FunctionError('Runtime.ExitError', `${name} crashed`);
      giveBack(pool, sandbox);
      if (answer.error) {
        log(name, JSON.stringify(answer.error));
        throw new FunctionError(answer.error.errorType, answer.error.errorMessage);
      }
      return answer.value;
    } catch (error) {
      if (!(error instanceof FunctionError) || isFatal(error)) end(pool, sandbox);
      throw error;
    }
  };

  const stop = ({ busy }: Pool) => {
    for (const { worker } of busy) void worker.terminate();
    busy.clear();
  };
  const crash = (name: string) => {
    const pool = pools.get(name);
    if (pool) stop(pool);
  };
  const handOver = (to: Surroundings): Lambda => {
    for (const pool of pools.values()) {
      pool.queue = [];
      stop(pool);
    }
    world = { newsroom: world.newsroom + 1, clockOffset: to.clock.offset };
    log = to.log;
    return { ...own };
  };
  const memoryOf = async (name: string) => {
    const { busy = [], free = [] } = pools.get(name) ?? {};
    const taken = await Promise.all(
      [...busy, ...free].map(({ worker }) =>
        // One that ends meanwhile has none.
        worker.getHeapStatistics().then(
          ({ total_heap_size, external_memory }) => total_heap_size + external_memory,
          () => 0,
        ),
      ),
    );
    return Math.max(0, ...taken);
  };
  const close = async () => {
    await Promise.all([...workers].map((worker) => worker.terminate()));
  };
  const own = { invoke, crash, memoryOf, handOver, close };
  return own;
}

const isFatal = ({ errorType }: FunctionError) =>
  errorType.startsWith('Runtime.') || errorType === 'Sandbox.Timedout';

function run(worker: Worker, { name, timeout }: Deployed, event: unknown, world: World): Promise<Answer> {
  const id = randomUUID();
  const context = {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:${name}`,
  };
  const invocation: Invocation = { ...world, id, event, context, deadline: Date.now() + timeout * 1000 };
  return new Promise<Answer>((done, failed) => {
    const settle = () => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    const fail = (type: string, message: string) => {
      settle();
      failed(new FunctionError(type, message));
    };
    const onMessage = (answer: Answer) => {
      if (answer.id !== id) return;
      settle();
      done(answer);
    };
    const onError = (error: unknown) => fail('Runtime.ExitError', String(error));
    const onExit = () => fail('Runtime.ExitError', `${name} exited before it answered`);
    const timer = setTimeout(
      () => fail('Sandbox.Timedout', `Task timed out after ${timeout} seconds`),
      timeout * 1000,
    );
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(invocation);
  });
}
