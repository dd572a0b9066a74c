import type { Interest } from '../../audience/interest.ts';
import { wording, wordingVersion } from '../../audience/wording.ts';
import { Choices } from './choices.tsx';
import { privacyPath } from './paths.ts';

/** Fields of the form that a server or a script may find wrong. */
export type Wrong = { address?: string; sections?: string; form?: string };

type Form = {
  /** The path of the page it stands on, which the proof of consent names. */
  page: string;
  /** What is ticked: the section at hand, or what was sent. */
  ticked?: readonly Interest[] | undefined;
  address?: string;
  /** What is wrong with what was sent, in Bengali. */
  wrong?: Wrong;
  isMain?: boolean;
};

const mistakes: Required<Wrong> = {
  address: 'ঠিকানাটি মিলিয়ে দেখুন, যেমন nam@example.com',
  sections: 'অন্তত একটি বিভাগ বেছে নিন।',
  form: 'এই মুহূর্তে সম্ভব হলো না। একটু পরে আবার চেষ্টা করুন।',
};

export const requestedWords =
  'ধন্যবাদ। আপনার ঠিকানায় একটি ই-মেইল যাচ্ছে। সেটি খুলে নিশ্চিত করলে তবেই খবর যেতে শুরু করবে। না পেলে স্প্যামের ঘরে দেখুন।';

/**
 * The form by which readers subscribe: plain HTML that works without script; with one, answers are shown in place. It is
 * the same for everybody, so pages that have it stay cached.
 */
export const SignUp = ({ page, ticked = [], address, wrong = {}, isMain = false }: Form) => (
  <form
    class="sign-up"
    action="/api/subscriptions"
    method="post"
    aria-labelledby="sign-up"
    data-done={requestedWords}
    data-failed={mistakes.form}
  >
    {isMain ? <h1 id="sign-up">{wording.title}</h1> : <h2 id="sign-up">{wording.title}</h2>}
    <p>
      {wording.purpose} {wording.frequency}
    </p>
    <div class="fields">
      <fieldset {...told('sections', wrong)}>
        <legend>কোন খবর চান?</legend>
        <Choices ticked={ticked} />
        <Mistake of="sections" wrong={wrong} />
      </fieldset>
      <label for="sign-up-address">ই-মেইল ঠিকানা</label>
      <div class="line">
        <input
          id="sign-up-address"
          name="address"
          type="email"
          autocomplete="email"
          inputmode="email"
          maxlength={254}
          required
          value={address}
          {...told('address', wrong)}
        />
        <button type="submit">গ্রাহক হোন</button>
      </div>
      <Mistake of="address" wrong={wrong} />
      <label class="decoy">
        এই ঘর ফাঁকা রাখুন
        <input type="text" name="note" tabindex={-1} autocomplete="off" />
      </label>
      <input type="hidden" name="page" value={page} />
      <input type="hidden" name="wording" value={wordingVersion} />
    </div>
    <p role="status" tabindex={-1}>
      {wrong.form}
    </p>
    <p class="small">
      {wording.sender} {wording.end} {wording.privacy} <a href={privacyPath}>গোপনীয়তা</a>
    </p>
  </form>
);

const told = (of: 'address' | 'sections', wrong: Wrong) =>
  wrong[of] ? ({ 'aria-invalid': true, 'aria-describedby': `wrong-${of}` } as const) : {};

/** All words are in the page: the script only shows those that apply. */
const Mistake = ({ of, wrong }: { of: 'address' | 'sections'; wrong: Wrong }) => (
  <p class="wrong" id={`wrong-${of}`} hidden={!wrong[of]}>
    {wrong[of] ?? mistakes[of]}
  </p>
);
