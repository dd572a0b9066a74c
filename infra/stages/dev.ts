import type { StageFile } from '../stacks/stage.ts';

/** For trying out: `npm run synth` and CI make these templates, and anybody's account can have them. What each field does: `example.ts`. */
export const stage = {
  purpose: 'trial',
  region: 'ap-south-1',
  mail: {
    from: 'desk@khobor.example',
    identity: 'owned',
    dmarc: 'none',
    quota: { perDay: 200, perSecond: 1 },
  },
  keepDays: { logs: 14, cdnLogs: 30, backups: 7 },
  secondFactor: 'optional',
  hsts: { days: 1, subdomains: false },
} satisfies StageFile;
