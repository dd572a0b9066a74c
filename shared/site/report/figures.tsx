import { digits } from '../../bangla/digits.ts';

type Figure = { name: string; value: string; unit?: string };

/** One of the headline figures of a report. */
export const Figure = ({ name, value, unit }: Figure) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {value} {unit && <small>{unit}</small>}
    </dd>
  </div>
);

/** A share as ০.৫৭%; a dash for null. */
export const percent = (share: number | null, decimals = 2) =>
  share === null ? '–' : `${digits((share * 100).toFixed(decimals))}%`;
