import type { Site } from '../site.ts';
import { html } from '../view/html.ts';
import { Layout } from '../view/layout.tsx';

/** The page for an unknown address. */
export const notFoundPage = (site: Site): string =>
  html(
    <Layout site={site} kind="notice" title="পাতাটি পাওয়া যায়নি">
      <h1>পাতাটি পাওয়া যায়নি</h1>
      <p>ঠিকানাটি ভুল হতে পারে, অথবা পাতাটি আর নেই। ওপরের বিভাগগুলো থেকে খবর বেছে নিন।</p>
      <p>
        <a href="/">প্রচ্ছদে যান</a>
      </p>
    </Layout>,
  );
