import { Fragment } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { newsroom } from '../newsroom.ts';
import type { Diff, Field, Part } from './diff.ts';

const names: Record<Field, string> = {
  section: 'বিভাগ',
  shoulder: 'উপরি শিরোনাম',
  headline: 'শিরোনাম',
  standfirst: 'সারসংক্ষেপ',
  bylines: 'প্রতিবেদক',
  lead: 'প্রধান ছবি',
  dateline: 'ডেটলাইন',
  body: 'মূল লেখা',
  source: 'সূত্র',
  tags: 'বিষয়',
  slug: 'ঠিকানার শব্দ',
  alert: 'নোটিফিকেশন',
};

/** A diff as an HTML fragment: for each changed field a heading and its text with `<del>` and `<ins>`, all escaped. */
export const diffHtml = (diff: Diff): string =>
  renderToString(
    <div class="diff" lang={newsroom.language}>
      {diff.length === 0 && <p>কোনো পরিবর্তন নেই।</p>}
      {diff.map(({ field, parts }) => (
        <section key={field}>
          <h2>{names[field]}</h2>
          <p>
            {parts.map((part, at) => (
              <PartView key={at} {...part} />
            ))}
          </p>
        </section>
      ))}
    </div>,
  ).replaceAll('<br/>', '<br>');

function PartView({ kind, text }: Part) {
  const lines = <Lines text={text} />;
  if (kind === 'same') return lines;
  return kind === 'added' ? <ins>{lines}</ins> : <del>{lines}</del>;
}

const Lines = ({ text }: { text: string }) =>
  text.split('\n').map((line, at) => (
    <Fragment key={at}>
      {at > 0 && <br />}
      {line}
    </Fragment>
  ));
