import type { ComponentChildren } from 'preact';
import { newsroom } from '../../newsroom.ts';
import type { Site } from '../site.ts';
import { html } from './html.ts';
import { Layout } from './layout.tsx';

type Words = {
  title: string;
  /** What the button does. */
  lead: ComponentChildren;
  button: string;
  /** What the page says afterwards. */
  done: string;
};

/**
 * A page that posts the token in its link's fragment when the reader presses the button, never by itself: mail scanners open every
 * link. All its texts are in the page; the script only shows the one that applies.
 */
export const subscriptionPage = (action: 'confirm' | 'unsubscribe', words: Words, site: Site): string =>
  tokenPage(
    site,
    words.title,
    <>
      {words.lead}
      <p>
        <Act to={`/api/subscriptions/${action}`} done={words.done} hidden>
          {words.button}
        </Act>
      </p>
    </>,
  );

/** A page for whoever has a link with a token. Answers are told above what was asked. */
export const tokenPage = (site: Site, title: string, children: ComponentChildren): string =>
  html(
    <Layout site={site} kind="notice" title={title}>
      <h1>{title}</h1>
      <p
        role="status"
        tabindex={-1}
        data-refused="লিংকটি আর কার্যকর নয়। সর্বশেষ ই-মেইলের লিংকটি ব্যবহার করুন, অথবা নতুন করে গ্রাহক হোন।"
        data-failed="এই মুহূর্তে সম্ভব হলো না। একটু পরে আবার চেষ্টা করুন।"
        data-again="আপনিই চাপছেন, তা নিশ্চিত হতে আবার চাপুন।"
      />
      {children}
      <noscript>
        <p>
          এই পাতার বোতামটি কাজ করতে জাভাস্ক্রিপ্ট লাগে। ব্রাউজারে তা চালু করুন, অথবা আমাদের লিখুন:{' '}
          <a href={`mailto:${newsroom.imprint.email}`}>{newsroom.imprint.email}</a>
        </p>
      </noscript>
      {/* Here, not in the head: what it says about a link is there before what comes below, which then does not move. */}
      <script src={site.scripts.subscription} />
    </Layout>,
  );

type Action = { to: string; done: string; children: ComponentChildren; hidden?: boolean };

/** A button that posts the page's token. */
export const Act = ({ to, done, children, hidden = false }: Action) => (
  <button type="button" hidden={hidden} data-post={to} data-done={done}>
    {children}
  </button>
);
