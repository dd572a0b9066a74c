// Runs at the edge on each request for a page or a click (CloudFront Functions, cloudfront-js-2.0), and on the embedded
// front. A path with a slash at the end is the same page as without it, cached once. The not-found page has no path of
// its own: a request for its key is not found either. The home page has its key here, however many slashes it was asked
// with: a path of slashes alone, passed on, would ask the bucket for its list. Browsers send what a request is for (Sec-Fetch-Dest) and where it comes
// from (Sec-Fetch-Site). HTML of others is served to frames only: opened by itself it would be under the site's own
// address, and could pass for the site. Nor may it count impressions or clicks by navigating its frame, nor another
// site by making its visitors' browsers request impressions. The desk is one page, which reads its path itself; its
// files have a dot in their names. Tags and authors are addressed by their names; their objects are named by the hash of what
// all spellings of a name share, so no name can be a path.
var crypto = require('crypto');

var only = {
  '/desk/': {},
  '/frames/': { 'sec-fetch-dest': 'iframe' },
  '/go/': { 'sec-fetch-dest': 'document' },
  '/ads/seen/': { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' },
};

// Says that an ad was seen: the request is counted by its path in the log, and asks no origin. Browsers keep no copy.
var seen = { statusCode: 200, headers: { 'cache-control': { value: 'no-store' } } };

// The desk's own headers are for what is below its path.
var toDesk = { statusCode: 301, headers: { location: { value: '/desk/' } } };

function handler(event) {
  var request = event.request;
  var day = /^\/archive\/?$/.test(request.uri) && request.querystring.day;
  if (day && /^\d{4}-\d\d-\d\d$/.test(day.value)) return redirectTo(`/archive/${day.value}`);
  if (request.uri === '/desk') return toDesk;
  if (/^\/desk\/[^.]*$/.test(request.uri)) request.uri = '/desk/index.html';
  request.uri = request.uri.replace(/(\/|%2f)+$/i, '') || '/index.html';
  if (!exists(request)) request.uri = '/not-found/not-found';
  findTerm(request);
  findArticle(request);
  return /^\/ads\/seen\/./.test(request.uri) ? seen : request;
}

// A form without a script can send a day only as a query: it leads on to the path of that day.
function redirectTo(path) {
  return { statusCode: 302, headers: { location: { value: path }, 'cache-control': { value: 'no-store' } } };
}

// The bucket decodes the path, but CloudFront chooses headers by the path as it was sent: one of these paths in
// percent-encoded letters would be served with the headers of our own pages. No honest client spells them so.
function exists(request) {
  var uri = request.uri;
  var meant = decoded(uri);
  if (meant === undefined || meant === '/not-found') return false;
  return Object.keys(only)
    .filter((path) => meant.startsWith(path))
    .every((path) => uri.startsWith(path) && hasHeaders(request.headers, only[path]));
}

// Clients that do not send these headers (old browsers, programs) are let through.
function hasHeaders(headers, wanted) {
  return Object.keys(wanted).every((name) => !headers[name] || headers[name].value === wanted[name]);
}

// `/tag/নদী_ভাঙন/feed.xml` is the object `/tag/1f2e3d4c5b6a/feed.xml`. A request for that address itself is passed on as it is,
// and the viewer-response function leads it to the name: the header says that this one has it already.
function findTerm(request) {
  var parts = /^\/(tag|author)\/([^/]+)(\/feed\.(?:xml|json))?$/.exec(request.uri);
  if (!parts || isObject(parts[1], parts[2])) return;
  var name = identityOf(decoded(parts[2]));
  var hash = crypto.createHash('sha256').update(name).digest('hex').substring(0, 12);
  request.uri = `/${parts[1]}/${hash}${parts[3] || ''}`;
  request.headers['x-by-name'] = { value: '1' };
}

// `/national/art_7k2m9x4q1w5p/নদী-ভাঙন` is the object `/national/art_7k2m9x4q1w5p`, whatever the words: the viewer-response
// function leads from others than the article has to those it has. The header has them as they were sent, and in one spelling.
function findArticle(request) {
  delete request.headers['x-slug'];
  var parts = /^(\/(?!go\/)[a-z][a-z0-9-]*\/art_[0-9a-hjkmnp-tv-z]{12})\/([^/]+)$/.exec(request.uri);
  if (!parts) return;
  request.uri = parts[1];
  request.headers['x-slug'] = { value: `${parts[2]} ${encodeURIComponent(identityOf(decoded(parts[2])))}` };
}

// The hash of a tag, or of an author without a record; or the slug of one who has a record.
function isObject(kind, segment) {
  return kind === 'author' ? /^[a-z0-9]+(-[a-z0-9]+)*$/.test(segment) : /^[0-9a-f]{12}$/.test(segment);
}

// What all spellings of a name share that keyboards and other programs make of a link: `identityOf` of shared/bangla/fold.ts.
// NFC is spelled out for Bengali, because this runtime need not have it.
function identityOf(name) {
  return name
    .replace(/\u09dc/g, '\u09a1\u09bc')
    .replace(/\u09dd/g, '\u09a2\u09bc')
    .replace(/\u09df/g, '\u09af\u09bc')
    .replace(/\u09c7\u09be/g, '\u09cb')
    .replace(/\u09c7\u09d7/g, '\u09cc')
    .replace(/\u09a4\u09cd\u200d/g, '\u09ce')
    .replace(/\u00ad|[\u200c-\u200f]|\u2060|\ufeff/g, '')
    .replace(/[\u09e6-\u09ef]/g, (digit) => String(digit.charCodeAt(0) - 0x09e6))
    .replace(/[\u09f7|]/g, '\u0964')
    .toLowerCase()
    .replace(/[_\s\u200b]+/g, ' ')
    .trim();
}

function decoded(uri) {
  try {
    return decodeURIComponent(uri);
  } catch (error) {
    return undefined;
  }
}
