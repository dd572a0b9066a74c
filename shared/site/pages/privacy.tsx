import { newsroom } from '../../newsroom.ts';
import type { Site } from '../site.ts';
import { html } from '../view/html.ts';
import { Layout } from '../view/layout.tsx';
import { newsletterPath, privacyPath } from '../view/paths.ts';

/** What is stored of readers, why, for how long, and how they end it. */
export const privacyPage = (site: Site): string =>
  html(
    <Layout
      site={site}
      kind="notice"
      title="গোপনীয়তা"
      description="পাঠকের কোন তথ্য রাখি, কেন, কত দিন, আর কীভাবে তা মোছা যায়।"
      path={privacyPath}
    >
      <h1>গোপনীয়তা</h1>
      <p>
        পড়তে কোনো পরিচয় লাগে না। এই সাইটে কুকি নেই, অন্য কারও গণনাযন্ত্রও নেই। কোন খবর কতবার খোলা হলো তা গুনি, কে খুললেন তা
        নয়।
      </p>
      <p>
        যিনি <a href={newsletterPath}>ই-মেইলে খবর</a> চান, শুধু তাঁর ঠিকানা রাখি:
      </p>
      <ul>
        <li>ঠিকানা, বেছে নেওয়া বিভাগ, আর কবে কোন কথায় সম্মতি দিয়েছেন। উদ্দেশ্য একটিই: খবর পাঠানো।</li>
        <li>মেইল খুললেন কি না, কোন লিংকে গেলেন, তা দেখি না।</li>
        <li>নিশ্চিত না করলে আট দিনে সব মুছে যায়।</li>
        <li>বন্ধ করলে ঠিকানা সঙ্গে সঙ্গে মুছে যায়। সম্মতির প্রমাণ ঠিকানা ছাড়া এক বছর থাকে।</li>
        <li>বিপর্যয়ে ফেরানোর অনুলিপিতে মোছা তথ্য আরও ৩৫ দিন থাকে, তারপর সেখান থেকেও যায়।</li>
      </ul>
      <p>
        প্রতিটি মেইলের নিচে «পছন্দ বদলান» আছে। সেখানে বিভাগ বদলানো, কিছুদিন থামানো বা বন্ধ করা যায়; আপনার সম্পর্কে কী রাখা আছে তা
        দেখা বা সব মুছে ফেলাও যায়। মেইল হাতে না থাকলে লিখুন:{' '}
        <a href={`mailto:${newsroom.imprint.email}`}>{newsroom.imprint.email}</a>
      </p>
    </Layout>,
  );
