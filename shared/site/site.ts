/** The site's origin, and the build of its assets that pages link to. */
export type Site = {
  /** `https://news.example`, no slash at the end. */
  origin: string;
  /** Paths of the built assets, with a hash in the name: `/assets/style.1a2b3c4d.css`. */
  style: string;
  scripts: {
    /** Runs on the confirm and unsubscribe pages. */
    subscription: string;
    /** Plays what is embedded in an article, and copies its address. */
    reading: string;
    /** Leads readers on: to what is related, and to what is read most. */
    onward: string;
    /** Sends the sign-up form in place. */
    signUp: string;
    /** Fills the ad slots. */
    ads: string;
    /** Shows pages as the reader set them: light or dark, and how large. */
    display: string;
  };
};
