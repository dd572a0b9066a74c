import { interests, nameOf } from '../../audience/interest.ts';
import type { Site } from '../site.ts';
import { subscriptionPage } from '../view/subscription.tsx';

/** `/confirm#token=…`: the page that confirmation mails link to. It shows for whom and what, and then the button. */
export const confirmPage = (site: Site): string =>
  subscriptionPage(
    'confirm',
    {
      title: 'গ্রাহক হওয়া নিশ্চিত করুন',
      lead: (
        <div data-shown="wish" hidden>
          <p>
            <b data-address /> ঠিকানায় এসব বিভাগের খবর পাঠাব:
          </p>
          <ul>
            {interests.map((interest) => (
              <li key={interest} data-interest={interest} hidden>
                {nameOf(interest)}
              </li>
            ))}
          </ul>
          <p>নিচের বোতামটি চাপলে তবেই পাঠানো শুরু হবে।</p>
        </div>
      ),
      button: 'নিশ্চিত করছি',
      done: 'ধন্যবাদ। আপনি এখন খবরের গ্রাহক।',
    },
    site,
  );
