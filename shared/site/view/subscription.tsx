import { newsroom } from '../../newsroom.ts';
import type { Site } from '../site.ts';
import { html } from './html.ts';
import { Layout } from './layout.tsx';

type Words = {
  title: string;
  /** The text that says what the button does. */
  lead: string;
  button: string;
  /** What the page says afterwards. */
  done: string;
};

/**
 * A page that posts the token in its link's fragment when the reader presses the button, never by itself: mail scanners open every
 * link. All its texts are in the page; the script only shows the one that applies.
 */
export const subscriptionPage = (action: 'confirm' | 'unsubscribe', words: Words, site: Site): string =>
  html(
    <Layout
      site={site}
      kind="notice"
      title={words.title}
      head={<script src={site.scripts.subscription} defer />}
    >
      <h1>{words.title}</h1>
      <p>{words.lead}</p>
      <p>
        <button
          type="button"
          hidden
          data-post={`/api/subscriptions/${action}`}
          data-done={words.done}
          data-refused="লিংকটি আর কার্যকর নয়। সর্বশেষ ই-মেইলের লিংকটি ব্যবহার করুন, অথবা নতুন করে গ্রাহক হোন।"
          data-failed="এই মুহূর্তে সম্ভব হলো না। একটু পরে আবার চেষ্টা করুন।"
        >
          {words.button}
        </button>
      </p>
      <p role="status" />
      <noscript>
        <p>
          এই পাতার বোতামটি কাজ করতে জাভাস্ক্রিপ্ট লাগে। ব্রাউজারে তা চালু করুন, অথবা আমাদের লিখুন:{' '}
          <a href={`mailto:${newsroom.imprint.email}`}>{newsroom.imprint.email}</a>
        </p>
      </noscript>
    </Layout>,
  );
