import { newsroom } from '../../newsroom.ts';
import type { Site } from '../site.ts';
import { html } from '../view/html.ts';
import { Layout } from '../view/layout.tsx';
import { correctionsPolicyPath } from '../view/paths.ts';

/** The paper's corrections policy, as its workflow enforces it. */
export const correctionsPolicyPage = (site: Site): string =>
  html(
    <Layout
      site={site}
      kind="notice"
      title="সংশোধনী নীতি"
      description="প্রকাশিত খবরে ভুল থাকলে আমরা কীভাবে সংশোধন করি, আর কখন প্রত্যাহার করি।"
      path={correctionsPolicyPath}
    >
      <h1>সংশোধনী নীতি</h1>
      <p>প্রকাশিত খবরে ভুল ধরা পড়লে আমরা তা গোপন করি না। কী বদলানো হলো, তা পাঠককে জানাই।</p>
      <ul>
        <li>সংশোধিত খবরের নিচে তারিখসহ লেখা থাকে কী সংশোধন করা হয়েছে। আগের সংশোধনীও থেকে যায়।</li>
        <li>ঘটনা এগোলে খবর হালনাগাদ হয়; প্রকাশের সময়ের পাশে তখন হালনাগাদের সময় থাকে। ভুল শুধরে নেওয়া হালনাগাদ নয়, সংশোধনী।</li>
        <li>প্রতিটি সংশোধনী ও হালনাগাদ প্রকাশের আগে অন্য একজন সম্পাদক অনুমোদন করেন।</li>
        <li>খবরের মূল ভিত্তিই ভুল হলে আমরা তা প্রত্যাহার করি। ওই ঠিকানায় কারণসহ একটি বিজ্ঞপ্তি থাকে।</li>
        <li>খবরের ঠিকানা কখনো বদলায় না।</li>
      </ul>
      <p>
        ভুল জানাতে লিখুন: <a href={`mailto:${newsroom.imprint.email}`}>{newsroom.imprint.email}</a>
      </p>
    </Layout>,
  );
