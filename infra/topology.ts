import { placementChanges, publications, staffEvents, withdrawals } from '../shared/events.ts';
import type { FunctionSpec } from './topology/function-spec.ts';

/** What a step on an article needs: long copies are stored in the private bucket. */
const step = ['read table', 'write table', 'read copies'] as const;
/** What a step that saves a new copy needs. */
const save = [...step, 'write copies'] as const;
/** Two megabytes of copy take a second or two of a whole core, and a function has ten for its share of one. */
const longCopy = 1024;
const pages = ['SITE_ORIGIN', 'STYLE_PATH', 'SUBSCRIPTION_SCRIPT_PATH', 'ADS_SCRIPT_PATH'] as const;

/**
 * THE MAP. Every function: its trigger, its permissions, and who is hurt when it fails. Keys are paths below
 * `functions/`. The stacks, the embedded cloud, the docs and the tests are all derived from it.
 */
export const topology = {
  'api/health': {
    on: { route: 'GET /api/health', open: true },
    may: [],
    ifItFails: 'Monitors believe the API is down',
  },
  'api/unknown': {
    on: { route: 'ANY /api/{path+}', open: true },
    may: [],
    ifItFails: 'Clients get a bare error for routes that do not exist',
  },
  'articles/create': {
    on: { route: 'POST /api/articles' },
    may: save,
    memory: longCopy,
    ifItFails: 'Reporters cannot file copy',
  },
  'articles/edit': {
    on: { route: 'PUT /api/articles/{id}' },
    may: save,
    memory: longCopy,
    ifItFails: 'Nobody can change copy',
  },
  'articles/submit': {
    on: { route: 'POST /api/articles/{id}/submit' },
    may: step,
    ifItFails: 'Reporters cannot submit copy to a desk',
  },
  'articles/return': {
    on: { route: 'POST /api/articles/{id}/return' },
    may: step,
    ifItFails: 'Editors cannot return copy to reporters',
  },
  'articles/render': {
    on: { route: 'POST /api/articles/{id}/render' },
    may: step,
    ifItFails: 'What could not be rendered cannot be tried again',
  },
  'articles/approve': {
    on: { route: 'POST /api/articles/{id}/approve' },
    may: step,
    ifItFails: 'Editors cannot clear copy',
  },
  'articles/reschedule': {
    on: { route: 'POST /api/articles/{id}/reschedule' },
    may: step,
    ifItFails: 'Editors cannot move approved copy to another time, publish it now, or lift an end',
  },
  'articles/unschedule': {
    on: { route: 'POST /api/articles/{id}/unschedule' },
    may: step,
    ifItFails: 'Editors cannot take approved copy off the schedule',
  },
  'articles/correct': {
    on: { route: 'POST /api/articles/{id}/correct' },
    may: step,
    ifItFails: 'Errors in published articles cannot be corrected',
  },
  'articles/update': {
    on: { route: 'POST /api/articles/{id}/update' },
    may: step,
    ifItFails: 'Published articles cannot be updated as a story goes on',
  },
  'articles/reword': {
    on: { route: 'POST /api/articles/{id}/reword' },
    may: step,
    ifItFails: 'The note of a correction cannot be reworded before it goes out',
  },
  'articles/spike': {
    on: { route: 'POST /api/articles/{id}/spike' },
    may: step,
    ifItFails: 'Editors cannot spike copy',
  },
  'articles/unspike': {
    on: { route: 'POST /api/articles/{id}/unspike' },
    may: step,
    ifItFails: 'A spike cannot be taken back',
  },
  'articles/retract': {
    on: { route: 'POST /api/articles/{id}/retract' },
    may: step,
    ifItFails: 'The publisher cannot withdraw an article from readers',
  },
  'articles/unpublish': {
    on: { route: 'POST /api/articles/{id}/unpublish' },
    may: step,
    ifItFails: 'What went out too early cannot be taken from readers',
  },
  'articles/reinstate': {
    on: { route: 'POST /api/articles/{id}/reinstate' },
    may: step,
    ifItFails: 'What was withdrawn by mistake cannot be given back to readers',
  },
  'articles/kill': {
    on: { route: 'POST /api/articles/{id}/kill' },
    may: step,
    ifItFails: 'The publisher cannot comply with a legal takedown',
  },
  'articles/restore': {
    on: { route: 'POST /api/articles/{id}/restore' },
    may: save,
    ifItFails: 'Earlier copies cannot be brought back',
  },
  'articles/backdate': {
    on: { route: 'POST /api/articles/{id}/backdate' },
    may: step,
    ifItFails: 'Articles of an archive cannot get the day they were first published',
  },
  'articles/assign': {
    on: { route: 'POST /api/articles/{id}/assign' },
    may: step,
    ifItFails: 'Work on an article cannot be given to somebody',
  },
  'articles/comment': {
    on: { route: 'POST /api/articles/{id}/comment' },
    may: step,
    ifItFails: 'The newsroom cannot comment on copy',
  },
  'articles/resolve': {
    on: { route: 'POST /api/articles/{id}/comments/{comment}/resolve' },
    may: step,
    ifItFails: 'Comments on copy stay open',
  },
  'articles/comments': {
    on: { route: 'GET /api/articles/{id}/comments' },
    may: ['read table'],
    ifItFails: 'Nobody can read the comments on copy',
  },
  'articles/lease': {
    on: { route: 'POST /api/articles/{id}/lease' },
    may: ['read table', 'write table'],
    ifItFails: 'Two people editing one article do not notice each other',
  },
  'articles/revisions': {
    on: { route: 'GET /api/articles/{id}/revisions' },
    may: ['read table'],
    ifItFails: 'Nobody can list earlier revisions',
  },
  'articles/revision': {
    on: { route: 'GET /api/articles/{id}/revisions/{revision}' },
    may: ['read table', 'read copies'],
    ifItFails: 'Earlier copies cannot be read',
  },
  'articles/diff': {
    on: { route: 'GET /api/articles/{id}/revisions/{revision}/diff' },
    may: ['read table', 'read copies'],
    memory: longCopy,
    ifItFails: 'Editors cannot see what changed',
  },
  'articles/lint': {
    on: { route: 'GET /api/articles/{id}/lint' },
    may: ['read table', 'read copies'],
    ifItFails: 'Editors are not warned of errors in copy',
  },
  'articles/open-preview': {
    on: { route: 'POST /api/articles/{id}/preview' },
    may: ['read table', 'write table'],
    ifItFails: 'Nobody can share a preview of a page',
  },
  'articles/preview': {
    on: { route: 'GET /api/articles/{id}/preview', open: true },
    may: ['read table', 'read copies'],
    needs: pages,
    memory: longCopy,
    ifItFails: 'Preview links do not open',
  },
  'articles/get': {
    on: { route: 'GET /api/articles/{id}' },
    may: ['read table', 'read copies'],
    ifItFails: 'Nobody can open copy',
  },
  'articles/history': {
    on: { route: 'GET /api/articles/{id}/history' },
    may: ['read table'],
    ifItFails: 'Nobody can see who changed an article, and how',
  },
  'articles/activity': {
    on: { route: 'GET /api/activity' },
    may: ['read table'],
    ifItFails: 'Desks cannot follow what happens to articles',
  },
  'articles/waiting': {
    on: { route: 'GET /api/lists' },
    may: ['read table'],
    ifItFails: 'Nobody sees the articles that wait for them',
  },
  'articles/queue': {
    on: { route: 'GET /api/lists/{queue}' },
    may: ['read table'],
    ifItFails: 'Nobody sees more than the first articles that wait for them, or their own',
  },
  'articles/search': {
    on: { route: 'GET /api/articles' },
    may: ['read table'],
    ifItFails: 'Articles cannot be looked up by an address',
  },
  'articles/list': {
    on: { route: 'GET /api/lists/{section}/{state}' },
    may: ['read table'],
    ifItFails: 'Desks cannot see their queues',
  },
  'articles/release-due': {
    on: { every: 'minute' },
    may: [...step, 'publish facts'],
    timeout: 55,
    ifItFails: 'Articles under embargo stay unpublished past their time, and expired ones published',
  },
  'fronts/pin': {
    on: { route: 'PUT /api/fronts/{front}' },
    may: ['read table', 'write table'],
    ifItFails: 'Editors cannot choose what leads a front',
  },
  'fronts/get': {
    on: { route: 'GET /api/fronts/{front}' },
    may: ['read table'],
    ifItFails: 'Editors cannot see what is pinned to a front',
  },
  'authors/save': {
    on: { route: 'PUT /api/authors/{slug}' },
    may: ['read table', 'write table'],
    ifItFails: 'Editors cannot say who an author is',
  },
  'authors/get': {
    on: { route: 'GET /api/authors/{slug}' },
    may: ['read table'],
    ifItFails: 'Nobody can look up an author',
  },
  'authors/list': {
    on: { route: 'GET /api/authors' },
    may: ['read table'],
    ifItFails: 'Nobody can see which authors bylines may refer to',
  },
  'people/sign-in': {
    on: { route: 'PUT /api/people/me' },
    may: ['write table'],
    ifItFails: 'People who sign in the first time are shown by their account, and get no work',
  },
  'people/list': {
    on: { route: 'GET /api/people' },
    may: ['read table'],
    ifItFails: 'Records show accounts instead of names',
  },
  'redirects/set': {
    on: { route: 'PUT /api/redirects' },
    may: ['read table', 'write table'],
    ifItFails: 'Editors cannot redirect old addresses',
  },
  'redirects/remove': {
    on: { route: 'POST /api/redirects/remove' },
    may: ['read table', 'write table'],
    ifItFails: 'A redirect that was set by mistake stays',
  },
  'redirects/get': {
    on: { route: 'GET /api/redirects' },
    may: ['read table'],
    ifItFails: 'Nobody can look up redirects',
  },
  'redirects/list': {
    on: { route: 'GET /api/redirects/list' },
    may: ['read table'],
    ifItFails: 'Nobody can see which redirects are set',
  },
  'media/request-upload': {
    on: { route: 'POST /api/media' },
    may: ['read table', 'write table', 'take uploads'],
    ifItFails: 'Nobody can upload a photo or a creative',
  },
  'media/get': {
    on: { route: 'GET /api/media/{id}' },
    may: ['read table'],
    ifItFails: 'Nobody can see whether a photo or a creative is ready to use',
  },
  'media/check-upload': {
    on: { arrives: 'upload', batchSize: 1 },
    may: ['read assets', 'write assets', 'check uploads'],
    native: ['sharp'],
    memory: 1769,
    timeout: 60,
    ifItFails: 'Uploaded photos and creatives never become ready to use',
  },
  'media/withdraw': {
    on: { route: 'POST /api/media/{id}/withdraw' },
    may: ['read table', 'write table'],
    ifItFails: 'A photo or a creative that must go cannot be withdrawn',
  },
  'media/remove-withdrawn': {
    on: { facts: ['asset.withdrawn'] },
    may: ['read table', 'write media', 'remove uploads', 'invalidate'],
    ifItFails: 'A photo or a creative that was withdrawn is still at its address',
  },
  // A fetch under way may refill the CDN with the file, which it would keep for a year.
  'media/remove-withdrawn-again': {
    runs: 'media/remove-withdrawn',
    on: { facts: ['asset.withdrawn'], after: 60 },
    may: ['read table', 'write media', 'remove uploads', 'invalidate'],
    ifItFails: 'A file that the CDN fetched while it was withdrawn may be served for a year',
  },
  'media/remove-unused': {
    on: { every: 'hour' },
    may: ['read table', 'write table', 'remove uploads'],
    timeout: 55,
    ifItFails: 'Uploads that were refused or never used are kept, and cost their storage',
  },
  'facts/replay': {
    on: { route: 'POST /api/facts/replay' },
    may: ['read table', 'publish facts'],
    timeout: 25,
    ifItFails: 'Facts that were lost cannot be announced again',
  },
  'outbox/relay': {
    on: { stream: 'facts' },
    may: ['publish facts', 'park facts'],
    timeout: 30,
    ifItFails: 'Nothing happens after a step: no page, no alert. Facts wait in the stream for 24 hours',
  },
  'articles/notify-staff': {
    on: { facts: staffEvents },
    may: ['read table', 'write table', 'publish staff messages'],
    ifItFails: 'Desks, reporters and editors are not notified of what happens to their copy',
  },
  'site/publish-article': {
    on: { facts: ['article.released', 'article.reinstated', 'article.render-asked'] },
    may: ['read table', 'write table', 'read copies', 'write site'],
    needs: pages,
    // Ten of the longest articles in one batch take six seconds of a whole core.
    memory: 1769,
    timeout: 20,
    ifItFails: 'Released articles do not reach readers',
  },
  'site/withdraw-article': {
    on: { facts: withdrawals },
    may: ['read table', 'write site', 'invalidate'],
    needs: pages,
    ifItFails: 'Readers still see an article that was withdrawn',
  },
  'site/refresh-list-pages': {
    on: { facts: publications, gather: 1 },
    may: ['read table', 'write latest', 'read copies', 'write site', 'invalidate'],
    needs: pages,
    timeout: 60,
    ifItFails: 'Fronts and feeds miss new articles; they and other pages lead to withdrawn ones',
  },
  'site/refresh-pinned': {
    on: { facts: ['front.arranged'] },
    may: ['read table', 'write site'],
    needs: pages,
    timeout: 30,
    ifItFails: 'Articles pinned to a front are not shown there',
  },
  'site/refresh-authors': {
    on: { facts: ['author.saved'] },
    may: ['read table', 'read copies', 'write site'],
    needs: pages,
    timeout: 30,
    ifItFails: 'The page of an author shows what was said of them before',
  },
  'site/put-redirects': {
    on: { facts: ['redirect.set', 'redirect.removed', 'article.published'] },
    may: ['read table', 'write site'],
    needs: pages,
    timeout: 60,
    ifItFails: 'Old addresses answer with the not-found page',
  },
  'site/invalidate': {
    on: { facts: ['article.published'] },
    may: ['invalidate'],
    ifItFails:
      'Readers see the article as it was before its correction, and breaking news half a minute late',
  },
  // The index may lag, and a fetch under way refill the CDN: what showed a withdrawn article is rendered and invalidated
  // again.
  'site/refresh-list-pages-again': {
    runs: 'site/refresh-list-pages',
    on: { facts: withdrawals, after: 45 },
    may: ['read table', 'write latest', 'read copies', 'write site', 'invalidate'],
    needs: pages,
    timeout: 60,
    ifItFails:
      'A front or a page that was rendered while an article was withdrawn may lead to it until its next change',
  },
  'site/invalidate-again': {
    runs: 'site/invalidate',
    on: { facts: ['article.published'], after: 60 },
    may: ['invalidate'],
    ifItFails: 'A page that the CDN fetched while it changed may be served in its old form for a week',
  },
  'site/rebuild': {
    on: { facts: ['site.rebuild-requested'] },
    may: ['read table', 'write latest', 'read copies', 'write site'],
    needs: pages,
    timeout: 120,
    ifItFails: 'A rebuild of the site leaves old pages in place',
  },
  'site/new-hour': {
    on: { every: 'hour' },
    may: ['read table', 'read copies', 'write site'],
    needs: pages,
    timeout: 60,
    ifItFails: 'Today’s archives miss what was published since the last hour',
  },
  'site/new-day': {
    on: { every: 'day' },
    may: ['read table', 'write latest', 'read copies', 'write site'],
    needs: pages,
    timeout: 60,
    ifItFails: 'Fronts show yesterday’s date',
  },
  'ads/slots': {
    on: { route: 'GET /api/ad-slots' },
    may: [],
    ifItFails: 'Ad managers cannot look up the ad slots',
  },
  'ads/create': {
    on: { route: 'POST /api/line-items' },
    may: ['read table', 'write table'],
    ifItFails: 'Ad managers cannot book ads',
  },
  'ads/list': {
    on: { route: 'GET /api/line-items' },
    may: ['read table'],
    ifItFails: 'Ad managers cannot see what is booked',
  },
  'ads/get': {
    on: { route: 'GET /api/line-items/{id}' },
    may: ['read table'],
    ifItFails: 'Ad managers cannot open a line item',
  },
  'ads/edit': {
    on: { route: 'PUT /api/line-items/{id}' },
    may: ['read table', 'write table'],
    ifItFails: 'Ad managers cannot change a booking',
  },
  'ads/clear': {
    on: { route: 'POST /api/line-items/{id}/clear' },
    may: ['read table', 'write table'],
    ifItFails: 'Booked ads cannot be cleared for readers',
  },
  'ads/pause': {
    on: { route: 'POST /api/line-items/{id}/pause' },
    may: ['read table', 'write table'],
    ifItFails: 'Ads cannot be taken down quickly',
  },
  'ads/resume': {
    on: { route: 'POST /api/line-items/{id}/resume' },
    may: ['read table', 'write table'],
    ifItFails: 'A paused ad cannot be shown again',
  },
  'ads/end': {
    on: { route: 'POST /api/line-items/{id}/end' },
    may: ['read table', 'write table'],
    ifItFails: 'An ad cannot be ended before its flight is over',
  },
  'ads/go': {
    on: { route: 'GET /go/{id}/{slot}', open: true },
    may: ['read line items'],
    ifItFails: 'Clicks on ads lead to an error',
  },
  'ads/fill-slots': {
    on: { facts: placementChanges, gather: 1 },
    may: ['read table', 'write table', 'read renditions', 'write media', 'write slots'],
    timeout: 30,
    ifItFails: 'Cleared ads are not shown, and ads taken down still are',
  },
  'ads/lose-creative': {
    on: { facts: ['asset.withdrawn'] },
    may: ['read table', 'write table'],
    ifItFails: 'Line items still count as running though their creative was withdrawn',
  },
  'ads/begin-flights': {
    on: { every: 'day' },
    may: ['read table', 'write slots'],
    ifItFails: 'Ads whose flight begins in two days or later will not be shown',
  },
  'ads/end-flown': {
    on: { every: 'minute' },
    may: ['read table', 'write table'],
    timeout: 55,
    ifItFails: 'Line items whose flight is over still count as running; readers do not see them',
  },
  'ads/tally-log': {
    // The logs of a day add to the same few counts: many functions at once would only conflict.
    on: { arrives: 'log', batchSize: 1, instances: 2 },
    may: ['read table', 'write table', 'count', 'read logs'],
    memory: 1024,
    timeout: 60,
    ifItFails: 'Advertisers’ reports miss impressions and clicks, until the log is counted',
  },
  'ads/report': {
    on: { route: 'GET /api/line-items/{id}/report' },
    may: ['read table'],
    ifItFails: 'Ad managers cannot see the report of an ad',
  },
  'ads/report-csv': {
    on: { route: 'GET /api/line-items/{id}/report.csv' },
    may: ['read table'],
    ifItFails: 'Ad managers cannot download the figures of an ad',
  },
  'ads/share-report': {
    on: { route: 'POST /api/line-items/{id}/report-link' },
    may: ['read table', 'write table'],
    ifItFails: 'Reports cannot be shared with advertisers',
  },
  'ads/report-page': {
    on: { route: 'GET /api/line-items/{id}/report-page', open: true },
    may: ['read line items'],
    needs: pages,
    ifItFails: 'Advertisers cannot open links to reports',
  },
  'audience/subscribe': {
    on: { route: 'POST /api/subscriptions', open: true },
    may: ['read subscriptions', 'write subscriptions'],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'Readers cannot subscribe',
  },
  'audience/confirm': {
    on: { route: 'POST /api/subscriptions/confirm', open: true },
    may: ['read subscriptions', 'write subscriptions'],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'Readers cannot confirm a subscription',
  },
  'audience/unsubscribe': {
    on: { route: 'POST /api/subscriptions/unsubscribe', open: true },
    may: ['read subscriptions', 'write subscriptions'],
    ifItFails: 'Readers cannot end a subscription, which mail providers punish',
  },
  'audience/export-reader': {
    on: { route: 'POST /api/readers/export' },
    may: ['read subscriptions', 'write subscriptions'],
    ifItFails: 'Readers who ask what is stored of them get no answer',
  },
  'audience/erase-reader': {
    on: { route: 'POST /api/readers/erase' },
    may: ['read subscriptions', 'write subscriptions'],
    ifItFails: 'Readers who ask to be forgotten are not',
  },
  'audience/send-confirmation': {
    on: { facts: ['subscription.requested'] },
    may: ['read table', 'write table', 'send mail'],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'New subscribers get no confirmation mail',
  },
  'audience/notify': {
    on: { facts: ['article.published'] },
    may: ['read table', 'write table', 'publish alerts'],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'No alert goes out for new articles',
  },
  'audience/mail-alert': {
    on: { topic: 'alerts' },
    may: ['read table', 'write table', 'send mail'],
    needs: ['SITE_ORIGIN'],
    timeout: 60,
    ifItFails: 'Subscribers get no mail about new articles',
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof topology;

/** The rows of the map, in order. */
export const functions = Object.entries(topology) as [FunctionName, FunctionSpec][];

/** The file that a row runs, below `functions/` and without `.ts`. */
export const fileOf = (name: FunctionName): string => (topology[name] as FunctionSpec).runs ?? name;
