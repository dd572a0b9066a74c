import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** Says at the end of a run which fifteen files took longest, in seconds: where it is worth to make tests cheaper. */
export default class Slowest implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const slowest = modules
      .map((module) => ({ file: relative('.', module.moduleId), seconds: secondsOf(module) }))
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, 15);
    console.log('\nThe slowest files, in seconds:');
    for (const { file, seconds } of slowest) console.log(`${seconds.toFixed(1).padStart(7)}  ${file}`);
  }
}

/** From its first import to its last test. */
function secondsOf(module: TestModule) {
  const { collectDuration, setupDuration, duration } = module.diagnostic();
  return (collectDuration + setupDuration + duration) / 1000;
}
