// Runs at the edge on each request for a page (CloudFront Functions, cloudfront-js-2.0), and on the embedded front.
// A path with a slash at the end is the same page as without: one page, one copy in the cache.
function handler(event) {
  var request = event.request;
  if (request.uri !== '/' && request.uri.endsWith('/')) request.uri = request.uri.replace(/\/+$/, '') || '/';
  return request;
}
