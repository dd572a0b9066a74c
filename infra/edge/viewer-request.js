// Runs at the edge on each request for a page or a click (CloudFront Functions, cloudfront-js-2.0), and on the embedded
// front. A path with a slash at the end is the same page as without it, cached once. The not-found page has no path of
// its own: a request for its key is not found either. The home page has its key here, however many slashes it was asked
// with: a path of slashes alone, passed on, would ask the bucket for its list. Browsers send what a request is for (Sec-Fetch-Dest) and where it comes
// from (Sec-Fetch-Site). HTML of others is served to frames only: opened by itself it would be under the site's own
// address, and could pass for the site. Nor may it count impressions or clicks by navigating its frame, nor another
// site by making its visitors' browsers request impressions.
var only = {
  '/frames/': { 'sec-fetch-dest': 'iframe' },
  '/go/': { 'sec-fetch-dest': 'document' },
  '/ads/seen/': { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' },
};

// Says that an ad was seen: the request is counted by its path in the log, and asks no origin. Browsers keep no copy.
var seen = { statusCode: 200, headers: { 'cache-control': { value: 'no-store' } } };

function handler(event) {
  var request = event.request;
  request.uri = request.uri.replace(/(\/|%2f)+$/i, '') || '/index.html';
  if (!exists(request)) request.uri = '/not-found/not-found';
  return /^\/ads\/seen\/./.test(request.uri) ? seen : request;
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
