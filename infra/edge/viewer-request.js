// Runs at the edge on each request for a page or a click (CloudFront Functions, cloudfront-js-2.0), and on the embedded front.
// A path with a slash at the end is the same page as without: one page, one copy in the cache. The page for what is not
// there has no address: asked for by its key, it is not there either.
// `/index.html` has to pass: where a distribution has a default root object, `/` may arrive here under that name.
// Browsers say what they ask for, and from where. HTML of others is there for frames alone: opened by itself it would stand
// under the site's own address, and could pass for it. It shall not be able to count for an ad by leading its frame to
// where impressions and clicks are counted, nor another site by having its visitors' browsers ask for impressions.
var only = {
  '/frames/': { 'sec-fetch-dest': 'iframe' },
  '/go/': { 'sec-fetch-dest': 'document' },
  '/ads/seen': { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' },
};

function handler(event) {
  var request = event.request;
  if (request.uri !== '/' && request.uri.endsWith('/')) request.uri = request.uri.replace(/\/+$/, '') || '/';
  if (!isThere(request)) request.uri = '/not-found/not-found';
  return request;
}

// The bucket decodes a path, CloudFront chooses headers by it as it was sent: one of these in other letters would be served
// as a page of ours. No honest client spells them so.
function isThere(request) {
  var uri = request.uri;
  var meant = decoded(uri);
  if (meant === undefined || meant === '/not-found') return false;
  return Object.keys(only)
    .filter((path) => meant.startsWith(path))
    .every((path) => uri.startsWith(path) && isAskedFor(request.headers, only[path]));
}

// Browsers that say nothing of it, and programs, are believed.
function isAskedFor(headers, wanted) {
  return Object.keys(wanted).every((name) => !headers[name] || headers[name].value === wanted[name]);
}

function decoded(uri) {
  try {
    return decodeURIComponent(uri);
  } catch (error) {
    return undefined;
  }
}
