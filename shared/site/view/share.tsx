type Shared = { headline: string /** The page's whole address. */; address: string };

/** Ways to pass an article on: plain links, so that no network learns of a reader who takes none. */
export const Share = ({ headline, address }: Shared) => (
  <div class="tags share">
    <h2>শেয়ার করুন</h2>
    <ul>
      <li>
        <a href={`https://wa.me/?text=${escaped(`${headline}\n${address}`)}`} rel="noopener">
          হোয়াটসঅ্যাপ
        </a>
      </li>
      <li>
        <a href={`https://www.facebook.com/sharer/sharer.php?u=${escaped(address)}`} rel="noopener">
          ফেসবুক
        </a>
      </li>
      <li>
        <a href={`mailto:?subject=${escaped(headline)}&body=${escaped(`${headline}\r\n${address}`)}`}>
          ই-মেইল
        </a>
      </li>
      <li aria-live="polite">
        <button
          type="button"
          hidden
          data-address={address}
          data-copied="লিংক কপি হয়েছে"
          data-failed="কপি করা গেল না"
        >
          লিংক কপি করুন
        </button>
      </li>
    </ul>
  </div>
);

/** A half of a sign has no escape. */
const escaped = (text: string) => encodeURIComponent(text.toWellFormed());
