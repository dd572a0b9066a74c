import { DaySearch } from './day-search.tsx';
import { SectionLinks } from './section-links.tsx';

/**
 * What opens at a tap, with script or without: all sections as large as a thumb, the news of a day, and, where a script
 * runs, how the page is shown.
 */
export const Menu = () => (
  <details class="menu">
    <summary>মেনু</summary>
    <div class="panel">
      <nav aria-label="সব বিভাগ">
        <SectionLinks />
      </nav>
      <DaySearch />
      <div class="display" hidden>
        {choices.map(({ name, called, values }) => (
          <fieldset key={name}>
            <legend>{called}</legend>
            {values.map(([value, word]) => (
              <button key={value} type="button" name={name} value={value}>
                {word}
              </button>
            ))}
          </fieldset>
        ))}
      </div>
    </div>
  </details>
);

/** What readers may set; the empty value is as the system says. */
const choices = [
  {
    name: 'theme',
    called: 'পাতার রং',
    values: [
      ['', 'যন্ত্রের মতো'],
      ['light', 'সাদা'],
      ['dark', 'কালো'],
    ],
  },
  {
    name: 'size',
    called: 'অক্ষরের মাপ',
    values: [
      ['small', 'ছোট'],
      ['', 'সাধারণ'],
      ['large', 'বড়'],
    ],
  },
] as const;
