/** The site's origin, and the build of its assets that pages link to. */
export type Site = {
  /** `https://news.example`, no slash at the end. */
  origin: string;
  /** Paths of the built assets, with a hash in the name: `/assets/style.1a2b3c4d.css`. */
  style: string;
  scripts: {
    /** Runs on the confirm and unsubscribe pages. */
    subscription: string;
    /** Fills the ad slots. */
    ads: string;
  };
};
