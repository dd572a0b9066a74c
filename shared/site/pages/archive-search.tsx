import type { Site } from '../site.ts';
import { DaySearch } from '../view/day-search.tsx';
import { html } from '../view/html.ts';
import { Layout } from '../view/layout.tsx';
import { archiveSearchPath } from '../view/paths.ts';

/** `/archive`: the way to the news of a day. */
export const archiveSearchPage = (site: Site): string =>
  html(
    <Layout
      site={site}
      kind="notice"
      title="পুরোনো খবর"
      description="যেকোনো দিনের সব খবর, দিন বেছে নিয়ে।"
      path={archiveSearchPath}
    >
      <h1>পুরোনো খবর</h1>
      <p>দিন বেছে নিন। সেদিন প্রকাশিত সব খবরের তালিকা আসবে।</p>
      <DaySearch />
      <p>
        <a href="/">প্রচ্ছদে যান</a>
      </p>
    </Layout>,
  );
