import { digits } from '../../bangla/digits.ts';

type Figure = { name: string; value: string; unit?: string };

/** One of the numbers that a report opens with. */
export const Figure = ({ name, value, unit }: Figure) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {value} {unit && <small>{unit}</small>}
    </dd>
  </div>
);

/** A share as ০.৫৭%; a dash where there is none. */
export const percent = (share: number | null, decimals = 2) =>
  share === null ? '–' : `${digits((share * 100).toFixed(decimals))}%`;
