import { type Count, rateOf, sum } from '../../ads/counts.ts';
import { grouped } from '../../bangla/digits.ts';
import { percent } from './figures.tsx';

type Row = Count & { name: string };

/** Counts by day or by slot, with a total. */
export const ReportTable = ({ of, rows }: { of: string; rows: readonly Row[] }) => (
  <div class="table">
    <table>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          {['দেখা', 'ক্লিক', 'হার'].map((name) => (
            <th key={name} scope="col" class="number">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.name} {...row} />
        ))}
      </tbody>
      <tfoot>
        <Line name="মোট" {...sum(rows)} />
      </tfoot>
    </table>
  </div>
);

const Line = ({ name, ...count }: Row) => (
  <tr>
    <th scope="row">{name}</th>
    {[grouped(count.impressions), grouped(count.clicks), percent(rateOf(count))].map((value, at) => (
      <td key={at} class="number">
        {value}
      </td>
    ))}
  </tr>
);
