import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * What a sandbox is started with. The clock's memory holds how far it is from the machine's time, and after that, for a
 * clock that does not run by itself, where it stands.
 */
export type SandboxData = { bundle: string; clockOffset: SharedArrayBuffer };
/** One invocation and its answer, as they cross between the threads. */
export type Invocation = { id: string; event: unknown; context: Record<string, unknown>; deadline: number };
export type Answer = {
  id: string;
  value?: unknown;
  error?: { errorType: string; errorMessage: string; trace: string[] };
};

const { bundle, clockOffset } = workerData as SandboxData;

/** The function's own `Date` goes by the cloud's clock, as everything it meets does. */
const MachineDate = Date;
const clock = new Float64Array(clockOffset);
const now = () => clock[1] ?? MachineDate.now() + (clock[0] ?? 0);
globalThis.Date = class extends MachineDate {
  constructor(...given: [] | ConstructorParameters<typeof MachineDate>) {
    if (given.length === 0) super(now());
    else super(...given);
  }
  static override now() {
    return now();
  }
} as DateConstructor;

enableCompileCache();
const { handler } = (await import(pathToFileURL(bundle).href)) as {
  handler: (event: unknown, context: unknown) => Promise<unknown>;
};

parentPort?.on('message', ({ id, event, context, deadline }: Invocation) => {
  const getRemainingTimeInMillis = () => Math.max(0, deadline - MachineDate.now());
  void Promise.resolve()
    .then(() => handler(event, { ...context, awsRequestId: id, getRemainingTimeInMillis }))
    .then((value): Answer => ({ id, value: value === undefined ? null : JSON.parse(JSON.stringify(value)) }))
    .catch((error: unknown): Answer => ({ id, error: described(error) }))
    .then((answer) => parentPort?.postMessage(answer));
});
parentPort?.postMessage('ready');

function described(error: unknown) {
  const { name = 'Error', message = String(error), stack = '' } = error instanceof Error ? error : {};
  return { errorType: name, errorMessage: message, trace: stack.split('\n') };
}
