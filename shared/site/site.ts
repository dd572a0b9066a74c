/** Where the site stands and which build of its assets the pages name. */
export type Site = {
  /** `https://news.example`, no slash at the end. */
  origin: string;
  /** Paths of the built assets, with a hash in the name: `/assets/style.1a2b3c4d.css`. */
  style: string;
  scripts: {
    /** What the confirm and unsubscribe pages run. */
    subscription: string;
    /** What fills the slots for ads. */
    ads: string;
  };
};
