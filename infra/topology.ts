import { halfSpent } from '../shared/audience/limits.ts';
import { pictureChanges, placementChanges, relistings, staffEvents, withdrawals } from '../shared/events.ts';
import { isRefusedReadOnly } from '../shared/read-only-routes.ts';
import type { FunctionSpec } from './topology/function-spec.ts';

/**
 * What a step on an article needs: long copies are stored in the private bucket, and what old tombstones lack is in the
 * article's facts.
 */
const step = [
  'get articles',
  'query articles',
  'put articles',
  'get answers',
  'put answers',
  'read copies',
] as const;
/** What a step that saves a new copy needs. */
const save = [...step, 'write copies'] as const;
/** What a step that withdraws an article needs: it comes off every list. */
const withdraw = [...step, 'delete articles', 'delete terms'] as const;
/** What fronts are made of. */
const frontData = ['get many latest', 'get many pins'] as const;
/** What pages that list articles are made of, besides. */
const listings = ['get many articles', 'list live', 'list archive', 'read copies', 'write site'] as const;
/** What a step on a line item needs. */
const booking = ['get line items', 'put line items', 'get answers', 'put answers'] as const;
/** What mailing a shard of readers needs. */
const mailing = [
  'get many articles',
  'get many mailings',
  'get mailings',
  'query mailings',
  'put mailings',
  'check mailings',
  'publish mailings',
  'get senders',
  'query senders',
  'put senders',
  'get pepper',
  'put pepper',
  'query readers',
  'get many readers',
  'read mail quota',
  'send bulk mail',
] as const;
/** What counting readers needs. */
const countingReaders = ['get reader counts', 'put reader counts', 'query readers'] as const;
/** What bringing pictures to readers needs, with the article that shows them. */
const showing = [
  'get many assets',
  'query assets',
  'put assets',
  'delete assets',
  'check assets',
  'check articles',
  'read renditions',
  'write articles with pictures',
] as const;
/** One shard at a time in each instance, of which SQS needs two: they share the rate that SES takes. */
const oneShard = { batchSize: 1, instances: 2 } as const;
/** Two megabytes of copy take a second or two of a whole core, and a function has ten for its share of one. */
const longCopy = 1024;
const pages = [
  'SITE_ORIGIN',
  'STYLE_PATH',
  'SUBSCRIPTION_SCRIPT_PATH',
  'READING_SCRIPT_PATH',
  'ONWARD_SCRIPT_PATH',
  'SIGN_UP_SCRIPT_PATH',
  'DISPLAY_SCRIPT_PATH',
  'ADS_SCRIPT_PATH',
] as const;

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
    may: [
      'get articles',
      'put articles',
      'get answers',
      'put answers',
      'read copies',
      'write copies',
      'get many authors',
      'get many assets',
      'put assets',
    ],
    memory: longCopy,
    ifItFails: 'Reporters cannot file copy',
  },
  'articles/edit': {
    on: { route: 'PUT /api/articles/{id}' },
    may: [...save, 'get many authors', 'get many assets', 'put assets'],
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
    may: [...step, 'delete articles'],
    ifItFails: 'Editors cannot return copy to reporters',
  },
  'articles/render': {
    on: { route: 'POST /api/articles/{id}/render' },
    may: step,
    ifItFails: 'What could not be rendered cannot be tried again',
  },
  'articles/approve': {
    on: { route: 'POST /api/articles/{id}/approve' },
    may: [...step, 'delete articles'],
    ifItFails: 'Editors cannot clear copy',
  },
  'articles/reschedule': {
    on: { route: 'POST /api/articles/{id}/reschedule' },
    may: [...step, 'delete articles'],
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
    may: [...withdraw, 'put assets'],
    ifItFails: 'The publisher cannot withdraw an article from readers',
  },
  'articles/unpublish': {
    on: { route: 'POST /api/articles/{id}/unpublish' },
    may: [...withdraw, 'put assets'],
    ifItFails: 'What went out too early cannot be taken from readers',
  },
  'articles/reinstate': {
    on: { route: 'POST /api/articles/{id}/reinstate' },
    may: step,
    ifItFails: 'What was withdrawn by mistake cannot be given back to readers',
  },
  'articles/kill': {
    on: { route: 'POST /api/articles/{id}/kill' },
    may: [...withdraw, 'query assets', 'delete assets'],
    ifItFails: 'The publisher cannot comply with a legal takedown',
  },
  'articles/restore': {
    on: { route: 'POST /api/articles/{id}/restore' },
    may: [...save, 'put assets'],
    ifItFails: 'Earlier copies cannot be brought back',
  },
  'articles/alert': {
    on: { route: 'POST /api/articles/{id}/alert' },
    may: step,
    ifItFails: 'Editors cannot alert readers whom the first alert did not reach',
  },
  'articles/backdate': {
    on: { route: 'POST /api/articles/{id}/backdate' },
    may: step,
    ifItFails: 'Articles of an archive cannot get the day they were first published',
  },
  'articles/assign': {
    on: { route: 'POST /api/articles/{id}/assign' },
    may: [...step, 'list people'],
    ifItFails: 'Work on an article cannot be given to somebody',
  },
  'articles/weigh': {
    on: { route: 'PUT /api/articles/{id}/weight' },
    may: step,
    ifItFails: 'Editors cannot say how much room fronts give an article',
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
    may: ['get articles', 'query articles'],
    ifItFails: 'Nobody can read the comments on copy',
  },
  'articles/lease': {
    on: { route: 'POST /api/articles/{id}/lease' },
    may: ['get articles', 'put articles'],
    ifItFails: 'Two people editing one article do not notice each other',
  },
  'articles/revisions': {
    on: { route: 'GET /api/articles/{id}/revisions' },
    may: ['query articles'],
    ifItFails: 'Nobody can list earlier revisions',
  },
  'articles/revision': {
    on: { route: 'GET /api/articles/{id}/revisions/{revision}' },
    may: ['get articles', 'query articles', 'read copies'],
    ifItFails: 'Earlier copies cannot be read',
  },
  'articles/diff': {
    on: { route: 'GET /api/articles/{id}/revisions/{revision}/diff' },
    may: ['get articles', 'query articles', 'read copies'],
    memory: longCopy,
    ifItFails: 'Editors cannot see what changed',
  },
  'articles/estimate-alert': {
    on: { route: 'GET /api/articles/{id}/alert' },
    may: [
      'get articles',
      ...countingReaders,
      'get mailings',
      'get many mailings',
      'get senders',
      'put senders',
      'read mail quota',
    ],
    ifItFails: 'Editors do not see how many readers an alert is for, nor how long it takes',
  },
  'articles/test-alert': {
    on: { route: 'POST /api/articles/{id}/alert/test' },
    may: ['get articles', 'query articles', 'read copies', 'add to limits', 'send mail'],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'Editors cannot look at the mail of an alert before readers get it',
  },
  'articles/lint': {
    on: { route: 'GET /api/articles/{id}/lint' },
    may: ['get articles', 'query articles', 'read copies'],
    ifItFails: 'Editors are not warned of errors in copy',
  },
  'articles/open-preview': {
    on: { route: 'POST /api/articles/{id}/preview' },
    may: ['get articles', 'query articles', 'put articles'],
    ifItFails: 'Nobody can share a preview of a page',
  },
  'articles/end-previews': {
    on: { route: 'DELETE /api/articles/{id}/preview' },
    may: ['get articles', 'query articles', 'put articles'],
    ifItFails: 'Links to previews that went astray stay good for two days',
  },
  'articles/preview': {
    on: { route: 'GET /api/articles/{id}/preview', open: true },
    may: ['get articles', 'list live', 'read copies', 'get many assets', 'read renditions'],
    needs: pages,
    memory: longCopy,
    ifItFails: 'Preview links do not open',
  },
  'articles/get': {
    on: { route: 'GET /api/articles/{id}' },
    may: ['get articles', 'read copies'],
    ifItFails: 'Nobody can open copy',
  },
  'articles/history': {
    on: { route: 'GET /api/articles/{id}/history' },
    may: ['query articles'],
    ifItFails: 'Nobody can see who changed an article, and how',
  },
  'articles/keep-working': {
    on: { route: 'PUT /api/articles/{id}/working' },
    may: ['get articles', 'put articles', 'check articles', 'write copies'],
    memory: longCopy,
    ifItFails: 'What people write is kept on their own machines alone until they save it',
  },
  'articles/working': {
    on: { route: 'GET /api/articles/{id}/working' },
    may: ['get articles', 'read copies'],
    ifItFails: 'Nobody finds on another machine what they had not saved',
  },
  'articles/drop-working': {
    on: { route: 'DELETE /api/articles/{id}/working' },
    may: ['delete articles'],
    ifItFails: 'What was saved long ago is offered again as not saved',
  },
  'articles/activity': {
    on: { route: 'GET /api/activity' },
    may: ['get many articles', 'list activity'],
    ifItFails: 'Desks cannot follow what happens to articles',
  },
  'articles/waiting': {
    on: { route: 'GET /api/lists' },
    may: ['list desks', 'list due'],
    ifItFails: 'Nobody sees the articles that wait for them',
  },
  'articles/board': {
    on: { route: 'GET /api/board' },
    may: ['list desks', 'list due'],
    ifItFails: 'Nobody sees what stands where in the newsroom',
  },
  'articles/queue': {
    on: { route: 'GET /api/lists/{queue}' },
    may: ['get many articles', 'list desks', 'list due', 'list expiring', 'list filed'],
    ifItFails: 'Nobody sees more than the first articles that wait for them, or their own',
  },
  'articles/search': {
    on: { route: 'GET /api/articles' },
    may: ['get articles', 'get many redirects'],
    ifItFails: 'Articles cannot be looked up by an address',
  },
  'articles/list': {
    on: { route: 'GET /api/lists/{section}/{state}' },
    may: ['list desks', 'list due', 'list live'],
    ifItFails: 'Desks cannot see their queues',
  },
  'articles/release-due': {
    on: { every: 'minute' },
    may: [
      'get articles',
      'query articles',
      'put articles',
      'delete articles',
      'delete terms',
      'list due',
      'list desks',
      'list expiring',
      'list unpinning',
      'get pins',
      'put pins',
      'get releases done',
      'put releases done',
      'list lapsing',
      'get assets',
      'put assets',
      'delete assets',
      'read copies',
      'put assets',
      'publish facts',
    ],
    timeout: 55,
    ifItFails:
      'Articles under embargo stay unpublished past their time, and expired ones published; so do pictures whose rights are over',
  },
  'fronts/pin': {
    on: { route: 'PUT /api/fronts/{front}' },
    may: ['get articles', 'get pins', 'put pins'],
    ifItFails: 'Editors cannot choose what leads a front',
  },
  'fronts/get': {
    on: { route: 'GET /api/fronts/{front}' },
    may: ['get pins', 'get many articles'],
    ifItFails: 'Editors cannot see what is pinned to a front',
  },
  'fronts/strip': {
    on: { route: 'GET /api/strip' },
    may: ['get pins', 'get articles'],
    ifItFails: 'Editors cannot see which breaking news fronts show',
  },
  'fronts/raise-strip': {
    on: { route: 'PUT /api/strip' },
    may: ['get articles', 'get pins', 'put pins'],
    ifItFails: 'Breaking news cannot be put on fronts, or taken off them',
  },
  'authors/save': {
    on: { route: 'PUT /api/authors/{slug}' },
    may: ['get authors', 'put authors'],
    ifItFails: 'Editors cannot say who an author is',
  },
  'authors/get': {
    on: { route: 'GET /api/authors/{slug}' },
    may: ['get authors'],
    ifItFails: 'Nobody can look up an author',
  },
  'authors/list': {
    on: { route: 'GET /api/authors' },
    may: ['list authors'],
    ifItFails: 'Nobody can see which authors bylines may refer to',
  },
  'newsroom/get': {
    on: { route: 'GET /api/newsroom' },
    may: [],
    ifItFails: 'A desk does not know its newsroom, or who it works for',
  },
  'newsroom/read-only': {
    on: { route: 'GET /api/newsroom/read-only' },
    may: ['get read-only switch'],
    ifItFails: 'A desk does not know when the newsroom is writable again',
  },
  'newsroom/set-read-only': {
    on: { route: 'PUT /api/newsroom/read-only' },
    may: ['get read-only switch', 'put read-only switch'],
    ifItFails: 'The publisher can neither stop all changes nor let them go on',
  },
  'people/sign-in': {
    on: { route: 'PUT /api/people/me' },
    may: ['put people'],
    ifItFails: 'People who sign in the first time are shown by their account, and get no work',
  },
  'people/list': {
    on: { route: 'GET /api/people' },
    may: ['list people'],
    ifItFails: 'Records show accounts instead of names',
  },
  'redirects/set': {
    on: { route: 'PUT /api/redirects' },
    may: ['get many redirects', 'check redirects', 'put redirects', 'delete redirects', 'get articles'],
    ifItFails: 'Editors cannot redirect old addresses',
  },
  'redirects/remove': {
    on: { route: 'POST /api/redirects/remove' },
    may: ['get many redirects', 'put redirects', 'delete redirects'],
    ifItFails: 'A redirect that was set by mistake stays',
  },
  'redirects/get': {
    on: { route: 'GET /api/redirects' },
    may: ['get many redirects'],
    ifItFails: 'Nobody can look up redirects',
  },
  'redirects/list': {
    on: { route: 'GET /api/redirects/list' },
    may: ['list redirects'],
    ifItFails: 'Nobody can see which redirects are set',
  },
  'media/request-upload': {
    on: { route: 'POST /api/media' },
    may: ['get assets', 'put assets', 'get answers', 'put answers', 'take uploads'],
    ifItFails: 'Nobody can upload a photo or a creative',
  },
  'media/get': {
    on: { route: 'GET /api/media/{id}' },
    may: ['query assets', 'read renditions'],
    ifItFails: 'Nobody can see whether a photo or a creative is ready to use',
  },
  'media/list': {
    on: { route: 'GET /api/media' },
    may: ['list pictures', 'query assets', 'read renditions'],
    ifItFails: 'Nobody can look for a picture in the library',
  },
  'media/describe': {
    on: { route: 'PUT /api/media/{id}' },
    may: ['get assets', 'put assets', 'delete assets', 'get answers', 'put answers'],
    ifItFails: 'Nobody can say what a picture shows and whose it is, so no article with it can be submitted',
  },
  'media/check-upload': {
    on: { arrives: 'upload', batchSize: 1 },
    may: ['get assets', 'put assets', 'delete assets', 'get same files', 'put same files', 'check uploads'],
    native: ['sharp'],
    memory: 1769,
    timeout: 60,
    ifItFails: 'Uploaded photos and creatives never become ready to use',
  },
  'media/redraw': {
    on: { facts: ['asset.redraw-asked'] },
    may: ['get assets', 'put assets', 'delete assets', 'redraw pictures', 'write pictures'],
    native: ['sharp'],
    memory: 1769,
    timeout: 60,
    ifItFails: 'Pictures are still cut as before, and one that may be shown again is missing from its pages',
  },
  'media/withdraw': {
    on: { route: 'POST /api/media/{id}/withdraw' },
    may: ['get assets', 'query assets', 'put assets', 'delete assets', 'get answers', 'put answers'],
    ifItFails: 'A photo or a creative that must go cannot be withdrawn',
  },
  'media/remove-withdrawn': {
    on: { facts: ['asset.withdrawn', 'asset.expired'] },
    may: ['get assets', 'write media', 'remove uploads', 'invalidate'],
    timeout: 60,
    ifItFails: 'A photo or a creative that was withdrawn, or whose rights are over, is still at its address',
  },
  // A fetch under way may refill the CDN with the file, which it would keep for a year.
  'media/remove-withdrawn-again': {
    runs: 'media/remove-withdrawn',
    on: { facts: ['asset.withdrawn', 'asset.expired'], after: 60 },
    may: ['get assets', 'write media', 'remove uploads', 'invalidate'],
    timeout: 60,
    ifItFails: 'A file that the CDN fetched while it was withdrawn may be served for a year',
  },
  'media/remove-unused': {
    on: { every: 'hour' },
    may: [
      'list unused',
      'query assets',
      'put assets',
      'delete assets',
      'check assets',
      'delete same files',
      'remove uploads',
    ],
    timeout: 55,
    ifItFails: 'Uploads that were refused or never used are kept, and cost their storage',
  },
  'facts/replay': {
    on: { route: 'POST /api/facts/replay' },
    may: ['query articles', 'list activity', 'list facts', 'publish facts'],
    timeout: 25,
    ifItFails: 'Facts that were lost cannot be announced again',
  },
  'facts/watch-queues': {
    on: { every: 'five minutes' },
    may: ['get queue watch', 'put queue watch', 'look at queues', 'tell operators'],
    // It waits for some sixty answers.
    memory: 256,
    timeout: 30,
    ifItFails: 'Nobody is told that messages wait too long, or could not be handled',
  },
  'outbox/relay': {
    on: { stream: 'facts' },
    may: ['publish facts', 'park facts'],
    timeout: 30,
    ifItFails: 'Nothing happens after a step: no page, no alert. Facts wait in the stream for 24 hours',
  },
  'articles/notify-staff': {
    on: { facts: staffEvents },
    may: [
      'get articles',
      'query articles',
      'get many people',
      'get notices done',
      'put notices done',
      'publish staff messages',
    ],
    ifItFails: 'Desks, reporters and editors are not notified of what happens to their copy',
  },
  'site/publish-article': {
    on: { facts: ['article.released', 'article.reinstated', 'article.render-asked'] },
    may: [
      'get articles',
      'get many articles',
      'put articles',
      'put terms',
      'delete terms',
      'list live',
      'read copies',
      ...showing,
    ],
    needs: pages,
    // Ten of the longest articles in one batch take six seconds of a whole core.
    memory: 1769,
    timeout: 20,
    isUrgent: true,
    ifItFails: 'Released articles do not reach readers',
  },
  'site/repicture-articles': {
    on: { facts: pictureChanges },
    may: [
      'query assets',
      'get many assets',
      'get articles',
      'get many articles',
      'put articles',
      'put terms',
      'list live',
      'read copies',
      'write article pages',
    ],
    needs: pages,
    memory: 1769,
    timeout: 60,
    ifItFails: 'Pages still show a picture that was withdrawn, or as it was described before',
  },
  'site/withdraw-article': {
    on: { facts: withdrawals },
    may: ['get many articles', 'write article pages', 'invalidate'],
    needs: pages,
    isUrgent: true,
    ifItFails: 'Readers still see an article that was withdrawn',
  },
  'site/draw-share-image': {
    on: { facts: relistings },
    may: ['get articles', 'draw share images', 'invalidate'],
    native: ['sharp', '@expo-google-fonts/noto-serif-bengali'],
    memory: 1024,
    timeout: 30,
    ifItFails:
      'Shared links of new articles have no picture; that of a withdrawn one still shows its headline',
  },
  'site/refresh-list-pages': {
    on: { facts: relistings, gather: 1 },
    may: [
      ...frontData,
      ...listings,
      'get many views',
      'get many assets',
      'query terms',
      'get articles',
      'put latest',
      'invalidate',
    ],
    needs: pages,
    timeout: 60,
    ifItFails: 'Fronts and feeds miss new articles; they and other pages lead to withdrawn ones',
  },
  'site/refresh-arranged': {
    on: { facts: ['front.arranged', 'article.weighed'] },
    may: [...frontData, 'get pins', 'get many articles', 'list live', 'put latest', 'write site'],
    needs: pages,
    timeout: 30,
    ifItFails: 'Fronts stand as they were: pins, weights and the strip of breaking news have no effect',
  },
  'site/refresh-authors': {
    on: { facts: ['author.saved'] },
    may: [...frontData, 'get many articles', 'query terms', 'read copies', 'write site'],
    needs: pages,
    timeout: 30,
    ifItFails: 'The page of an author shows what was said of them before',
  },
  'site/put-redirects': {
    on: { facts: ['redirect.set', 'redirect.removed', 'article.published'] },
    may: ['get many redirects', 'query redirects', 'write site'],
    needs: pages,
    timeout: 60,
    ifItFails: 'Old addresses answer with the not-found page',
  },
  'site/invalidate': {
    on: { facts: ['article.published', 'article.repictured'] },
    may: ['invalidate'],
    ifItFails:
      'Readers see the article as it was before its correction, and breaking news half a minute late',
  },
  // The index may lag, and a fetch under way refill the CDN: what showed a withdrawn article is rendered and invalidated
  // again.
  'site/refresh-list-pages-again': {
    runs: 'site/refresh-list-pages',
    on: { facts: withdrawals, after: 45 },
    may: [
      ...frontData,
      ...listings,
      'get many views',
      'get many assets',
      'query terms',
      'get articles',
      'put latest',
      'invalidate',
    ],
    needs: pages,
    timeout: 60,
    ifItFails:
      'A front or a page that was rendered while an article was withdrawn may lead to it until its next change',
  },
  'site/invalidate-again': {
    runs: 'site/invalidate',
    on: { facts: ['article.published', 'article.repictured'], after: 60 },
    may: ['invalidate'],
    ifItFails: 'A page that the CDN fetched while it changed may be served in its old form for a week',
  },
  'site/rebuild': {
    on: { facts: ['site.rebuild-requested'] },
    may: [
      ...frontData,
      ...listings,
      'get many views',
      'get many assets',
      'query terms',
      'get articles',
      'put latest',
      'get many redirects',
      'query redirects',
    ],
    needs: pages,
    timeout: 120,
    ifItFails: 'A rebuild of the site leaves old pages in place',
  },
  // A batch of logs is added up before it is written: views are counted for what logs cost, not for what readers do.
  'site/count-views': {
    on: { arrives: 'log', batchSize: 10, instances: 2 },
    may: [
      'read logs',
      'put counted logs',
      'get many views',
      'put views',
      'get many articles',
      'write most read',
    ],
    memory: 1024,
    // Shorter than the 45 seconds after which a withdrawal repairs what a slow call has written.
    timeout: 40,
    ifItFails: 'What is read most stands as it was, until the logs are counted',
  },
  'site/new-hour': {
    on: { every: 'hour' },
    may: [...frontData, ...listings, 'query terms'],
    needs: pages,
    timeout: 60,
    ifItFails: 'Today’s archives miss what was published since the last hour',
  },
  'site/new-day': {
    on: { every: 'day' },
    may: [...frontData, ...listings, 'get many views', 'get latest', 'put latest'],
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
    may: ['get assets', 'put assets', 'put line items', 'delete placements', 'get answers', 'put answers'],
    ifItFails: 'Ad managers cannot book ads',
  },
  'ads/list': {
    on: { route: 'GET /api/line-items' },
    may: ['list line items'],
    ifItFails: 'Ad managers cannot see what is booked',
  },
  'ads/get': {
    on: { route: 'GET /api/line-items/{id}' },
    may: ['get line items'],
    ifItFails: 'Ad managers cannot open a line item',
  },
  'ads/edit': {
    on: { route: 'PUT /api/line-items/{id}' },
    may: [...booking, 'get assets', 'put assets', 'delete assets', 'delete placements'],
    ifItFails: 'Ad managers cannot change a booking',
  },
  'ads/clear': {
    on: { route: 'POST /api/line-items/{id}/clear' },
    may: [...booking, 'get assets', 'put assets', 'check assets'],
    ifItFails: 'Booked ads cannot be cleared for readers',
  },
  'ads/pause': {
    on: { route: 'POST /api/line-items/{id}/pause' },
    may: [...booking, 'put assets', 'delete placements'],
    ifItFails: 'Ads cannot be taken down quickly',
  },
  'ads/resume': {
    on: { route: 'POST /api/line-items/{id}/resume' },
    may: [...booking, 'get assets', 'put assets', 'check assets'],
    ifItFails: 'A paused ad cannot be shown again',
  },
  'ads/end': {
    on: { route: 'POST /api/line-items/{id}/end' },
    may: [...booking, 'delete assets', 'delete placements'],
    ifItFails: 'An ad cannot be ended before its flight is over',
  },
  'ads/go': {
    on: { route: 'GET /go/{id}/{slot}', open: true },
    may: ['get line items'],
    ifItFails: 'Clicks on ads lead to an error',
  },
  'ads/fill-slots': {
    on: { facts: placementChanges, gather: 1 },
    may: [
      'query placements',
      'put placements',
      'query assets',
      'put assets',
      'get line items',
      'check line items',
      'read renditions',
      'write media',
      'write slots',
    ],
    timeout: 30,
    ifItFails: 'Cleared ads are not shown, and ads taken down still are',
  },
  'ads/lose-creative': {
    on: { facts: ['asset.withdrawn'] },
    may: [
      'get assets',
      'query assets',
      'put assets',
      'get line items',
      'put line items',
      'query placements',
      'delete placements',
    ],
    ifItFails: 'Line items still count as running though their creative was withdrawn',
  },
  'ads/begin-flights': {
    on: { every: 'day' },
    may: ['query placements', 'write slots'],
    ifItFails: 'Ads whose flight begins in two days or later will not be shown',
  },
  'ads/end-flown': {
    on: { every: 'minute' },
    may: ['get line items', 'put line items', 'delete assets', 'delete placements', 'list line items'],
    timeout: 55,
    ifItFails: 'Line items whose flight is over still count as running; readers do not see them',
  },
  'ads/tally-log': {
    // The logs of a day add to the same few counts: many functions at once would only conflict.
    on: { arrives: 'log', batchSize: 1, instances: 2 },
    may: ['get line items', 'add to line items', 'put counted logs', 'read logs'],
    memory: 1024,
    timeout: 60,
    ifItFails: 'Advertisers’ reports miss impressions and clicks, until the log is counted',
  },
  'ads/report': {
    on: { route: 'GET /api/line-items/{id}/report' },
    may: ['get line items', 'query line items'],
    ifItFails: 'Ad managers cannot see the report of an ad',
  },
  'ads/report-csv': {
    on: { route: 'GET /api/line-items/{id}/report.csv' },
    may: ['get line items', 'query line items'],
    ifItFails: 'Ad managers cannot download the figures of an ad',
  },
  'ads/share-report': {
    on: { route: 'POST /api/line-items/{id}/report-link' },
    may: ['get line items', 'put line items'],
    ifItFails: 'Reports cannot be shared with advertisers',
  },
  'ads/report-page': {
    on: { route: 'GET /api/line-items/{id}/report-page', open: true },
    may: ['get line items', 'query line items'],
    needs: pages,
    ifItFails: 'Advertisers cannot open links to reports',
  },
  'audience/subscribe': {
    on: { route: 'POST /api/subscriptions', open: true },
    may: [
      'get restoring',
      'get pepper',
      'put pepper',
      'get many mailboxes',
      'put mailboxes',
      'get many suppressed',
      'get many limits',
      'put limits',
      'add to limits',
      'get subscriptions',
      'put subscriptions',
      'read mail quota',
    ],
    needs: pages,
    warns: {
      when: halfSpent,
      says: 'Somebody may be entering the addresses of others: half of the confirmation mails of an hour or a day are spent. When all are, new readers get theirs later',
      runbook: 'half-of-the-confirmation-mails-are-spent',
    },
    ifItFails: 'Readers cannot subscribe',
  },
  'audience/confirm': {
    on: { route: 'POST /api/subscriptions/confirm', open: true },
    may: [
      'get restoring',
      'get subscriptions',
      'put subscriptions',
      'get mailboxes',
      'put mailboxes',
      'put readers',
      'delete suppressed',
    ],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'Readers cannot confirm a subscription',
  },
  'audience/unsubscribe': {
    on: { route: 'POST /api/subscriptions/unsubscribe', open: true },
    may: [
      'get restoring',
      'get pepper',
      'get subscriptions',
      'query subscriptions',
      'put subscriptions',
      'delete subscriptions',
      'get mailboxes',
      'put mailboxes',
      'delete readers',
      'put suppressed',
    ],
    ifItFails: 'Readers cannot end a subscription, which mail providers punish',
  },
  'audience/show-unsubscribe': {
    on: { route: 'GET /api/subscriptions/unsubscribe', open: true },
    may: [],
    ifItFails: 'Readers whose mail program opens the address of one click find no page',
  },
  'audience/head-unsubscribe': {
    // Scanners of mail ask for the head of each address first, and hold what is refused for broken.
    runs: 'audience/show-unsubscribe',
    on: { route: 'HEAD /api/subscriptions/unsubscribe', open: true },
    may: [],
    ifItFails: 'Scanners of mail take the address of one click for broken',
  },
  'audience/wish': {
    on: { route: 'POST /api/subscriptions/wish', open: true },
    may: ['get subscriptions'],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'Readers do not see what they are about to confirm',
  },
  'audience/preferences': {
    on: { route: 'POST /api/subscriptions/preferences', open: true },
    may: ['get subscriptions'],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'Readers cannot see what they get',
  },
  'audience/change-preferences': {
    on: { route: 'PUT /api/subscriptions/preferences', open: true },
    may: ['get restoring', 'get subscriptions', 'put subscriptions', 'put readers', 'delete readers'],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'Readers cannot change or pause what they get',
  },
  'audience/renew-link': {
    on: { route: 'POST /api/subscriptions/renew-link', open: true },
    may: [
      'get restoring',
      'get pepper',
      'put pepper',
      'get subscriptions',
      'put subscriptions',
      'put readers',
    ],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'Readers who passed a mail on cannot take its link back',
  },
  'audience/ask-for-data': {
    on: { route: 'POST /api/subscriptions/data', open: true },
    may: [
      'get restoring',
      'get pepper',
      'put pepper',
      'get subscriptions',
      'put subscriptions',
      'get many mailboxes',
      'get many suppressed',
      'put mailboxes',
      'get many limits',
      'add to limits',
      'read mail quota',
    ],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'Readers get no link to what is stored of them',
  },
  'audience/export-own': {
    on: { route: 'POST /api/subscriptions/data/export', open: true },
    may: [
      'get subscriptions',
      'query subscriptions',
      'delete subscriptions',
      'get mailboxes',
      'get suppressed',
    ],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'Readers cannot see what is stored of them',
  },
  'audience/erase-own': {
    on: { route: 'POST /api/subscriptions/data/erase', open: true },
    may: [
      'get restoring',
      'get subscriptions',
      'query subscriptions',
      'put subscriptions',
      'delete subscriptions',
      'get mailboxes',
      'delete mailboxes',
      'delete readers',
      'put suppressed',
      'forget at mail provider',
    ],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'Readers cannot have what is stored of them erased',
  },
  'audience/export-reader': {
    on: { route: 'POST /api/readers/export' },
    may: [
      'get pepper',
      'put pepper',
      'get mailboxes',
      'get suppressed',
      'get subscriptions',
      'query subscriptions',
    ],
    ifItFails: 'Readers who ask what is stored of them get no answer',
  },
  'audience/count-readers': {
    on: { route: 'GET /api/readers/counts' },
    may: countingReaders,
    ifItFails: 'The desk does not see how many readers want mail of what',
  },
  'audience/erase-reader': {
    on: { route: 'POST /api/readers/erase' },
    may: [
      'get restoring',
      'get pepper',
      'put pepper',
      'get suppressed',
      'put suppressed',
      'get subscriptions',
      'query subscriptions',
      'put subscriptions',
      'delete subscriptions',
      'get mailboxes',
      'delete mailboxes',
      'delete readers',
      'forget at mail provider',
    ],
    ifItFails: 'Readers who ask to be forgotten are not',
  },
  'audience/import-readers': {
    on: { route: 'POST /api/readers/import' },
    may: [
      'get restoring',
      'get pepper',
      'put pepper',
      'get many mailboxes',
      'get many suppressed',
      'put mailboxes',
      'get subscriptions',
      'put subscriptions',
      'put readers',
    ],
    timeout: 30,
    ifItFails: 'A newsroom cannot bring the readers who get its mail already',
  },
  'audience/lift-suppression': {
    on: { route: 'POST /api/readers/lift' },
    may: ['get pepper', 'put pepper', 'get suppressed', 'put suppressed'],
    ifItFails: 'Readers who complained by mistake cannot get mail again',
  },
  'audience/send-confirmation': {
    on: { facts: ['subscription.requested', 'subscription.data-asked'] },
    may: [
      'get pepper',
      'put pepper',
      'get subscriptions',
      'get confirmations done',
      'put confirmations done',
      'send mail',
    ],
    needs: ['SITE_ORIGIN'],
    timeout: 30,
    ifItFails: 'New subscribers get no confirmation mail',
  },
  'audience/process-mail-events': {
    on: { topic: 'mail-events', gather: 5 },
    may: [
      'get pepper',
      'put pepper',
      'get many suppressed',
      'put suppressed',
      'get many mailboxes',
      'get mailboxes',
      'put mailboxes',
      'get subscriptions',
      'query subscriptions',
      'put subscriptions',
      'delete subscriptions',
      'delete readers',
      'get many mailings',
      'put mailings',
      'add to mailings',
    ],
    timeout: 30,
    ifItFails: 'Mail goes on to mailboxes that bounce and readers who complained, which providers punish',
  },
  'audience/notify': {
    on: { facts: ['article.published', 'article.alert-asked', 'article.retracted'] },
    may: [
      'get articles',
      'get alerts done',
      'put alerts done',
      'get mailings',
      'get many mailings',
      'put mailings',
      'publish mailings',
      'publish alerts',
    ],
    needs: ['SITE_ORIGIN'],
    ifItFails: 'No alert goes out for new articles',
  },
  'mailings/list': {
    on: { route: 'GET /api/mailings' },
    may: ['list mailings'],
    ifItFails: 'Nobody sees which mailings are under way',
  },
  'mailings/get': {
    on: { route: 'GET /api/mailings/{id}' },
    may: ['get mailings', 'get many mailings'],
    ifItFails: 'Nobody sees whom a mailing reached',
  },
  'mailings/pause': {
    on: { route: 'POST /api/mailings/{id}/pause' },
    may: ['get mailings', 'get many mailings', 'put mailings'],
    ifItFails: 'A mailing cannot be stopped but by cancelling it',
  },
  'mailings/resume': {
    on: { route: 'POST /api/mailings/{id}/resume' },
    may: ['get mailings', 'get many mailings', 'put mailings', 'publish mailings'],
    ifItFails: 'A mailing that was stopped stands still for good',
  },
  'mailings/cancel': {
    on: { route: 'POST /api/mailings/{id}/cancel' },
    may: ['get mailings', 'get many mailings', 'put mailings', 'publish mailings'],
    ifItFails: 'A mailing can be stopped, but not for good',
  },
  'mailings/resend': {
    on: { route: 'POST /api/mailings/{id}/resend' },
    may: ['get mailings', 'get many mailings', 'put mailings', 'publish mailings'],
    ifItFails: 'Readers whom a mailing may not have reached cannot be told',
  },
  'audience/mail-alerts': {
    on: { topic: 'mailings', types: ['alerts'], ...oneShard },
    may: mailing,
    needs: ['SITE_ORIGIN'],
    timeout: 60,
    isUrgent: true,
    ifItFails: 'Subscribers get no mail about new articles',
  },
  'audience/mail-breaking': {
    runs: 'audience/mail-alerts',
    on: { topic: 'mailings', types: ['breaking'], ...oneShard },
    may: [...mailing, 'get many subscriptions'],
    needs: ['SITE_ORIGIN'],
    timeout: 60,
    isUrgent: true,
    ifItFails: 'Subscribers get no mail about breaking news and corrections',
  },
  'audience/resume-mailings': {
    on: { every: 'minute' },
    may: ['list mailings', 'get mailings', 'get many mailings', 'put mailings', 'publish mailings'],
    ifItFails: 'A mailing that waits for SES, or was left by a crash, stands still',
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof topology;

/**
 * The rows of the map, in order. Whatever changes something on request may also look whether the newsroom is read-only:
 * its wrapper does, before anything else.
 */
export const functions = (Object.entries(topology) as [FunctionName, FunctionSpec][]).map(
  ([name, row]): [FunctionName, FunctionSpec] => [
    name,
    'route' in row.on && isRefusedReadOnly(row.on.route)
      ? { ...row, may: [...row.may, 'get read-only switch'] }
      : row,
  ],
);

/** The file that a row runs, below `functions/` and without `.ts`. */
export const fileOf = (name: FunctionName): string => (topology[name] as FunctionSpec).runs ?? name;
