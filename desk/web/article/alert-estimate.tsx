import { useState } from 'preact/hooks';
import type { Estimate } from '../../../shared/audience/estimate.ts';
import { digits, grouped } from '../../../shared/bangla/digits.ts';
import { request } from '../api/request.ts';
import { Failure } from '../parts/failure.tsx';
import { useResource } from '../parts/use-resource.ts';
import { bilingual } from '../words/bilingual.ts';

const estimateWords = bilingual(
  {
    readers: (n: number) => `সতর্কবার্তা পাবেন ${grouped(n)} জন পাঠক`,
    takes: (minutes: number) => `প্রায় ${digits(minutes)} মিনিট লাগবে`,
    waits: (n: number) => `দিনের বরাদ্দ শেষ হওয়ায় ${grouped(n)} জনেরটা পরে যাবে`,
    costs: (dollars: string) => `খরচ বড়জোর ${digits(dollars)} ডলার`,
    test: 'আগে নিজের ঠিকানায় পাঠিয়ে দেখুন',
    sending: 'পাঠানো হচ্ছে…',
    sentTo: (address: string) => `${address} ঠিকানায় পাঠানো হয়েছে`,
  },
  {
    readers: (n) => `The alert goes to ${n} ${n === 1 ? 'reader' : 'readers'}`,
    takes: (minutes) => `takes about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
    waits: (n) => `${n} of them later, since the day’s quota is used up`,
    costs: (dollars) => `costs $${dollars} at most`,
    test: 'Mail it to yourself first',
    sending: 'Sending…',
    sentTo: (address) => `Sent to ${address}`,
  },
);

/** What the alert of an article (`rest`) would be, for whoever is about to approve it: readers, time, quota and price. */
export function AlertEstimate({ rest: id }: { rest: string }) {
  const w = estimateWords.value;
  const path = `/api/articles/${encodeURIComponent(id)}/alert`;
  const { value } = useResource<Estimate>(path);
  const of = value.value;
  if (!of) return null;
  return (
    <>
      <p class="soft" role="status">
        {[
          w.readers(of.mails),
          ...(of.perSecond === undefined ? [] : [w.takes(Math.max(1, Math.round(of.seconds / 60)))]),
          ...(of.waiting > 0 ? [w.waits(of.waiting)] : []),
          w.costs(of.dollars.most.toFixed(2)),
        ].join(' · ')}
      </p>
      <TestMail path={`${path}/test`} />
    </>
  );
}

/** Mails the letter of an alert to whoever asks, as its copy is now. */
function TestMail({ path }: { path: string }) {
  const w = estimateWords.value;
  const [sentTo, setSentTo] = useState<string>();
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const send = async () => {
    setSending(true);
    setFailure(undefined);
    try {
      const { body } = await request<{ sentTo: string }>('POST', path, { body: {}, token: 'id' });
      setSentTo(body.sentTo);
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <p>
        <button type="button" disabled={isSending} onClick={() => void send()}>
          {isSending ? w.sending : w.test}
        </button>{' '}
        <span role="status">{sentTo !== undefined && w.sentTo(sentTo)}</span>
      </p>
      {failure && <Failure error={failure} />}
    </>
  );
}
