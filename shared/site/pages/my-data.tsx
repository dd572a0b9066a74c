import type { Site } from '../site.ts';
import { Act, tokenPage } from '../view/subscription.tsx';

/** `/my-data#token=…`: what is stored of a reader, to see or to erase. A mail that the reader asked for links to it. */
export const myDataPage = (site: Site): string =>
  tokenPage(
    site,
    'আমার তথ্য',
    <div data-shown="token" hidden>
      <p>এই লিংক একবারই কাজ করে: হয় দেখতে, নয় মুছতে। পরে অন্যটি চাইলে আবার লিংক নিতে হবে।</p>
      <section class="act">
        <h2>দেখুন</h2>
        <p>আপনার সম্পর্কে যা কিছু রাখা আছে, সব।</p>
        <Act to="/api/subscriptions/data/export" done="এই সব রাখা আছে:">
          দেখান
        </Act>
        <pre data-answer hidden />
      </section>
      <section class="act">
        <h2>মুছুন</h2>
        <p>ঠিকানা, পছন্দ, অনুরোধ: সব মুছে যাবে। সম্মতির প্রমাণ ঠিকানা ছাড়া এক বছর থাকে।</p>
        <Act to="/api/subscriptions/data/erase" done="আপনার তথ্য মোছা হলো।">
          সব মুছুন
        </Act>
      </section>
    </div>,
  );
