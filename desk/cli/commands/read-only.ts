import type { ReadOnly } from '../../../shared/read-only.ts';
import { command } from '../command.ts';
import { localTime } from '../terminal/instants.ts';
import { UsageError } from '../usage-error.ts';

const path = '/api/newsroom/read-only';

export const readOnly = command(
  {
    summary: 'lets everybody read and nobody change anything, or ends that',
    about: `For a publisher, while a table is restored, a region is moved, or something writes what is wrong. \`on\` holds within five
seconds, for people and programs alike; who is refused is told the reason. What was approved before is published and mailed, and readers can
end their mail. Whoever works in the newsroom can \`show\` it.`,
    parameters: ['[on|off|show]'],
    options: {
      reason: { type: 'string', placeholder: 'TEXT', description: 'with on: why, for whoever is refused' },
    },
  },
  async ({ args: [what = 'show'], options: { reason }, api, out }) => {
    if (!['on', 'off', 'show'].includes(what))
      throw new UsageError(`There is no khobor read-only ${what}; see khobor help read-only`);
    if (what === 'on' && reason === undefined)
      throw new UsageError('Say why with --reason: everybody who is refused is told');
    if (what !== 'on' && reason !== undefined) throw new UsageError('Only read-only on takes a reason');
    const state =
      what === 'show'
        ? await api.get<ReadOnly>(path)
        : await api.put<ReadOnly>(path, { on: what === 'on', ...(reason === undefined ? {} : { reason }) });
    out.answer(state, () => textOf(state));
  },
);

const textOf = ({ on, name, reason, since }: ReadOnly) => {
  const by = since === undefined ? '' : `, since ${localTime(since)} by ${name}`;
  return on ? `The newsroom is read-only${by}: ${reason}` : `The newsroom is writable${by}`;
};
