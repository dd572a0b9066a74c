import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

// Runs one function in a worker thread: see `lambda.ts`. Plain JavaScript, because a thread that strips types takes 8 MB
// more.

const { bundle, clockOffset, newsroom, maxPayload, maxPause } = workerData;

/** Replaces the function's `Date` by one that follows the cloud's clock, like everything else it talks to. */
const MachineDate = Date;
let clock = new Float64Array(clockOffset);
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

/** Pauses between tries are seconds at most; what is longer limits a wait, and is left. */
const seconds = 3000;
if (maxPause !== undefined) {
  const { setTimeout: machineTimeout } = globalThis;
  globalThis.setTimeout = (work, pause = 0, ...rest) =>
    machineTimeout(work, pause < seconds ? Math.min(pause, maxPause) : pause, ...rest);
}

enableCompileCache();
const { handler } = await import(pathToFileURL(bundle).href);

let here = newsroom;
/** A warm function that another newsroom gets has its own time, and knows nothing of the one before. */
function moveTo(next, offset) {
  if (next === here) return;
  here = next;
  clock = new Float64Array(offset);
  globalThis.khoborMemory?.clear();
}

parentPort?.on('message', ({ id, event, context, deadline, newsroom, clockOffset }) => {
  moveTo(newsroom, clockOffset);
  const getRemainingTimeInMillis = () => Math.max(0, deadline - MachineDate.now());
  void Promise.resolve()
    .then(() => handler(event, { ...context, awsRequestId: id, getRemainingTimeInMillis }))
    .then((value) => ({ id, value: payload(value) }))
    .catch((error) => ({ id, error: described(error) }))
    .then((answer) => parentPort?.postMessage(answer));
});
parentPort?.postMessage('ready');

/** What comes of an answer as JSON. Lambda takes no more than it takes of an event. */
function payload(value) {
  const text = JSON.stringify(value) ?? 'null';
  const size = Buffer.byteLength(text);
  if (size <= maxPayload) return JSON.parse(text);
  throw Object.assign(
    new Error(
      `Response payload size (${size} bytes) exceeded maximum allowed payload size (${maxPayload} bytes).`,
    ),
    { name: 'Function.ResponseSizeTooLarge' },
  );
}

function described(error) {
  const { name = 'Error', message = String(error), stack = '' } = error instanceof Error ? error : {};
  return { errorType: name, errorMessage: message, trace: stack.split('\n') };
}
