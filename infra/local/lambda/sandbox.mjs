import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

// Runs one function in a worker thread: see `lambda.ts`. Plain JavaScript, because a thread that strips types takes 8 MB
// more.

const { bundle, clockOffset } = workerData;

/** Replaces the function's `Date` by one that follows the cloud's clock, like everything else it talks to. */
const MachineDate = Date;
const clock = new Float64Array(clockOffset);
const now = () => clock[1] ?? MachineDate.now() + (clock[0] ?? 0);
globalThis.Date = class extends MachineDate {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }
  static now() {
    return now();
  }
};

enableCompileCache();
const { handler } = await import(pathToFileURL(bundle).href);

parentPort?.on('message', ({ id, event, context, deadline }) => {
  const getRemainingTimeInMillis = () => Math.max(0, deadline - MachineDate.now());
  void Promise.resolve()
    .then(() => handler(event, { ...context, awsRequestId: id, getRemainingTimeInMillis }))
    .then((value) => ({ id, value: value === undefined ? null : JSON.parse(JSON.stringify(value)) }))
    .catch((error) => ({ id, error: described(error) }))
    .then((answer) => parentPort?.postMessage(answer));
});
parentPort?.postMessage('ready');

function described(error) {
  const { name = 'Error', message = String(error), stack = '' } = error instanceof Error ? error : {};
  return { errorType: name, errorMessage: message, trace: stack.split('\n') };
}
