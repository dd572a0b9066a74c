import { archiveSearchPath } from './paths.ts';

/** Leads to the archive of a day, without a script: the edge makes its path of what was sent. */
export const DaySearch = () => (
  <form class="find" action={archiveSearchPath} method="get">
    <label>
      কোন দিনের খবর? <input type="date" name="day" required />
    </label>
    <button type="submit">খুঁজুন</button>
  </form>
);
