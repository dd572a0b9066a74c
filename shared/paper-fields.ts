import type { embeds } from './embeds.ts';

/** What a paper says of itself. A field that a later version adds is missed by the type checker in a paper that lacks it. */
export type Newsroom = {
  name: string;
  motto: string;
  description: string;
  language: string;
  timeZone: string;
  sections: Readonly<Record<string, string>>;
  homeRank: Readonly<Record<string, number>>;
  embeds: typeof embeds;
  imprint: {
    publisher: string;
    editor: string;
    address: string;
    email: string;
    phone: string;
    founded: string;
  };
  adsTxt: readonly string[];
  deskBylines: RegExp;
  fullTextFeeds: boolean;
  editorsMayApproveTheirEdits: boolean;
  ordinalDays: { bangla: boolean; gregorian: boolean };
};

export type Contacts = readonly { about: string; email: string }[];

export type ReadersTerms = readonly { about: string; text: string }[];
