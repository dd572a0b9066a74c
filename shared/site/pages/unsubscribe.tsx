import type { Site } from '../site.ts';
import { preferencesPath } from '../view/paths.ts';
import { subscriptionPage } from '../view/subscription.tsx';

/** `/unsubscribe#token=…`: the page that every mail links to at its foot. */
export const unsubscribePage = (site: Site): string =>
  subscriptionPage(
    'unsubscribe',
    {
      title: 'ই-মেইল পাওয়া বন্ধ করুন',
      lead: (
        <>
          <p>নিচের বোতামটি চাপলে এই ঠিকানায় আর খবরের ই-মেইল যাবে না।</p>
          <p>
            কম পেতে চাইলে{' '}
            <a href={preferencesPath} data-with-token>
              বিভাগ বদলান বা কিছুদিন থামান
            </a>
            ।
          </p>
        </>
      ),
      button: 'বন্ধ করুন',
      // Whoever was forgotten and came anew has mails of two subscriptions, which nothing links.
      done: 'আপনার ঠিকানায় আর ই-মেইল যাবে না। তবু কোনো ই-মেইল এলে সেটির নিচের লিংক থেকে বন্ধ করুন।',
    },
    site,
  );
