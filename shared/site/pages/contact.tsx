import { contacts, newsroom } from '../../newsroom.ts';
import type { Site } from '../site.ts';
import { html } from '../view/html.ts';
import { Layout } from '../view/layout.tsx';
import { contactPath, correctionsPolicyPath, privacyPath } from '../view/paths.ts';

const { name, imprint } = newsroom;

/** Whom to write to about what, and where the newsroom is. */
export const contactPage = (site: Site): string =>
  html(
    <Layout
      site={site}
      kind="notice"
      title="যোগাযোগ"
      description={`${name}: কোন বিষয়ে কাকে লিখবেন, ঠিকানা ও ফোন।`}
      path={contactPath}
    >
      <h1>যোগাযোগ</h1>
      <ul>
        {contacts.map(({ about, email }) => (
          <li key={about}>
            {about}: <a href={`mailto:${email}`}>{email}</a>
          </li>
        ))}
        <li>ফোন: {imprint.phone}</li>
        <li>ঠিকানা: {imprint.address}</li>
      </ul>
      <p>
        ভুল জানালে কী করি: <a href={correctionsPolicyPath}>সংশোধনী নীতি</a>। আপনার কী তথ্য রাখি:{' '}
        <a href={privacyPath}>গোপনীয়তা</a>।
      </p>
    </Layout>,
  );
