import { newsroom, readersTerms } from '../../newsroom.ts';
import type { Site } from '../site.ts';
import { html } from '../view/html.ts';
import { Layout } from '../view/layout.tsx';
import { contactPath, correctionsPolicyPath, privacyPath, termsPath } from '../view/paths.ts';

/** What holds for readers, and for whoever copies from the site. */
export const termsPage = (site: Site): string =>
  html(
    <Layout
      site={site}
      kind="notice"
      title="শর্তাবলি"
      description={`${newsroom.name}: পড়া, ভাগ করা, উদ্ধৃত করা আর ছাপার শর্ত।`}
      path={termsPath}
    >
      <h1>শর্তাবলি</h1>
      {readersTerms.map(({ about, text }) => (
        <section key={about}>
          <h2>{about}</h2>
          <p>{text}</p>
        </section>
      ))}
      <p>
        আরও: <a href={correctionsPolicyPath}>সংশোধনী নীতি</a>, <a href={privacyPath}>গোপনীয়তা</a>,{' '}
        <a href={contactPath}>যোগাযোগ</a>।
      </p>
    </Layout>,
  );
