// Runs at the edge on each request for a page or a click (CloudFront Functions, cloudfront-js-2.0), and on the embedded
// front. A path with a slash at the end is the same page as without it, cached once. The not-found page has no path of
// its own: a request for its key is not found either. The home page has its key here, however many slashes it was asked
// with: a path of slashes alone, passed on, would ask the bucket for its list. Browsers send what a request is for (Sec-Fetch-Dest) and where it comes
// from (Sec-Fetch-Site). HTML of others is served to frames only: opened by itself it would be under the site's own
// address, and could pass for the site. Nor may it count impressions or clicks by navigating its frame, nor another
// site by making its visitors' browsers request impressions. The desk is one page, which reads its path itself; its
// files have a dot in their names.
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

function decoded(uri) {
  try {
    return decodeURIComponent(uri);
  } catch (error) {
    return undefined;
  }
}
