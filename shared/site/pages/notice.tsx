import { moment } from '../../bangla/dates.ts';
import type { Notice } from '../notice.ts';
import type { Site } from '../site.ts';
import { Breadcrumbs } from '../view/breadcrumbs.tsx';
import { html } from '../view/html.ts';
import { Layout } from '../view/layout.tsx';
import { Time } from '../view/time.tsx';

const words: Record<Notice['state'], { title: string; lead: string }> = {
  retracted: {
    title: 'প্রতিবেদনটি প্রত্যাহার করা হয়েছে',
    lead: 'প্রকাশের পর প্রতিবেদনটি প্রত্যাহার করেছি।',
  },
  unpublished: {
    title: 'লেখাটি এখন পাওয়া যাচ্ছে না',
    lead: 'এই ঠিকানার লেখাটি এখন প্রকাশিত নেই।',
  },
  expired: {
    title: 'প্রকাশের মেয়াদ শেষ হয়েছে',
    lead: 'লেখাটি নির্দিষ্ট সময় পর্যন্ত প্রকাশিত ছিল।',
  },
  killed: {
    title: 'এই পাতাটি আর নেই',
    lead: 'পাতাটি সরিয়ে নেওয়া হয়েছে।',
  },
};

/**
 * The notice in place of a withdrawn article: that it was withdrawn, when, and the reason where it may be given. That of a
 * retraction is found under the headline that it takes back, and so are links that were shared; all others are not indexed.
 */
export const noticePage = (notice: Notice, site: Site): string =>
  html(
    <Layout site={site} kind="notice" {...foundAs(notice)}>
      <Breadcrumbs section={notice.section} />
      <h1>{words[notice.state].title}</h1>
      {notice.headline && <p class="standfirst">“{notice.headline}”</p>}
      <p>{words[notice.state].lead}</p>
      {notice.reason && <p>কারণ: {notice.reason}</p>}
      <p class="when">
        <Time at={notice.withdrawnAt}>{moment(notice.withdrawnAt)}</Time>
      </p>
      <p>
        <a href="/">প্রচ্ছদে যান</a>
      </p>
    </Layout>,
  );

const foundAs = ({ state, path, headline }: Notice) =>
  state === 'retracted'
    ? {
        title: headline === undefined ? words.retracted.title : `প্রত্যাহার: ${headline}`,
        description: words.retracted.lead,
        path,
      }
    : { title: words[state].title };
