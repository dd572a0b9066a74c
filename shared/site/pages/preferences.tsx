import { choosing } from '../../audience/wording.ts';
import type { Site } from '../site.ts';
import { Choices } from '../view/choices.tsx';
import { Act, tokenPage } from '../view/subscription.tsx';

const pauses = [
  { value: '0', words: 'চালু থাকুক' },
  { value: '7', words: '৭ দিন থামুক' },
  { value: '30', words: '৩০ দিন থামুক' },
];

/** `/preferences#token=…`: what a reader gets, to change, pause or end it. Mails link to it at their foot. */
export const preferencesPage = (site: Site): string =>
  tokenPage(
    site,
    choosing.title,
    <div data-shown="preferences" hidden>
      <p>
        <b data-address /> {choosing.purpose}
      </p>
      <form
        class="choosing"
        data-done="আপনার পছন্দ রাখা হলো।"
        data-none="অন্তত একটি বিভাগ রাখুন, অথবা নিচে সব বন্ধ করুন।"
      >
        <div class="fields">
          <fieldset>
            <legend>বিভাগ</legend>
            <Choices ticked={[]} />
          </fieldset>
          <fieldset>
            <legend>কিছুদিন থামাতে চান?</legend>
            <div class="choices">
              <label data-paused hidden>
                <input type="radio" name="pause" value="" />
                <span>
                  থামানো আছে <span data-until /> পর্যন্ত
                </span>
              </label>
              {pauses.map(({ value, words }) => (
                <label key={value}>
                  <input type="radio" name="pause" value={value} checked={value === '0'} />
                  {words}
                </label>
              ))}
            </div>
          </fieldset>
        </div>
        <button type="submit">{choosing.button}</button>
      </form>
      <section class="act">
        <h2>সব বন্ধ</h2>
        <p>ঠিকানাটি মুছে যাবে, আর কোনো মেইল যাবে না।</p>
        <Act to="/api/subscriptions/unsubscribe" done="আপনার ঠিকানায় আর ই-মেইল যাবে না।">
          বন্ধ করুন
        </Act>
      </section>
      <section class="act">
        <h2>মেইলটি কাউকে পাঠিয়েছেন?</h2>
        <p>
          তাহলে তিনিও এই পাতা খুলতে পারেন। নতুন লিংক চাইলে পুরোনোগুলো দিয়ে আর পছন্দ বদলানো যাবে না; নতুনটি থাকবে পরের মেইলে।
        </p>
        <Act
          to="/api/subscriptions/renew-link"
          done="পরের মেইলে নতুন লিংক থাকবে। এই পাতার লিংক দিয়ে এখন শুধু বন্ধ করা যায়।"
        >
          লিংক বদলান
        </Act>
      </section>
      <section class="act">
        <h2>আমার তথ্য</h2>
        <p>আপনার সম্পর্কে কী রাখা আছে, তা দেখা বা মুছে ফেলার লিংক আপনার ঠিকানায় পাঠাব। এক ঘণ্টা কার্যকর থাকবে।</p>
        <Act to="/api/subscriptions/data" done="লিংকটি আপনার ঠিকানায় যাচ্ছে। একটু আগেই চেয়ে থাকলে সেটিই ব্যবহার করুন।">
          লিংক পাঠান
        </Act>
      </section>
    </div>,
  );
