import type { Site } from '../site.ts';
import { html } from '../view/html.ts';
import { Layout } from '../view/layout.tsx';
import { newsletterPath } from '../view/paths.ts';
import { requestedWords, SignUp } from '../view/sign-up.tsx';

type Sent = Partial<Parameters<typeof SignUp>[0]>;

/** `/newsletter`: the sign-up form on a page of its own, also as the answer to a form that has mistakes. */
export const newsletterPage = (site: Site, sent: Sent = {}): string =>
  html(
    <Layout
      site={site}
      kind="notice"
      title="খবর পান ই-মেইলে"
      description="বেছে নিন কোন বিভাগের জরুরি খবর ই-মেইলে পেতে চান।"
      path={newsletterPath}
      head={<script src={site.scripts.signUp} defer />}
    >
      <SignUp page={newsletterPath} {...sent} isMain />
    </Layout>,
  );

/** The answer to a form that was sent without script. It is the same for every address. */
export const requestedPage = (site: Site): string =>
  html(
    <Layout site={site} kind="notice" title="ই-মেইল খুলে নিশ্চিত করুন">
      <h1>ই-মেইল খুলে নিশ্চিত করুন</h1>
      <p role="status">{requestedWords}</p>
      <p>
        <a href="/">প্রচ্ছদে ফিরুন</a>
      </p>
    </Layout>,
  );
