import { newsroom } from '../../newsroom.ts';
import type { Site } from '../site.ts';
import { html } from '../view/html.ts';
import { Layout } from '../view/layout.tsx';
import { correctionsPolicyPath, imprintPath } from '../view/paths.ts';

const { name, motto, imprint } = newsroom;

/** The imprint: who publishes the paper, and how to reach them. */
export const imprintPage = (site: Site): string =>
  html(
    <Layout
      site={site}
      kind="notice"
      title="আমাদের সম্পর্কে"
      description={`${name}: ${motto}। প্রকাশক, সম্পাদক ও যোগাযোগের ঠিকানা।`}
      path={imprintPath}
    >
      <h1>আমাদের সম্পর্কে</h1>
      <p>
        {name}: {motto}।
      </p>
      <dl class="imprint">
        <dt>প্রকাশক</dt>
        <dd>{imprint.publisher}</dd>
        <dt>সম্পাদক</dt>
        <dd>{imprint.editor}</dd>
        <dt>প্রতিষ্ঠা</dt>
        <dd>{imprint.founded}</dd>
        <dt>ঠিকানা</dt>
        <dd>{imprint.address}</dd>
        <dt>ফোন</dt>
        <dd>{imprint.phone}</dd>
        <dt>ই-মেইল</dt>
        <dd>
          <a href={`mailto:${imprint.email}`}>{imprint.email}</a>
        </dd>
      </dl>
      <p>
        ভুল চোখে পড়লে জানান: <a href={correctionsPolicyPath}>সংশোধনী নীতি</a>
      </p>
    </Layout>,
  );
