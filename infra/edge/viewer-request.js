// Runs at the edge on each request for a page (CloudFront Functions, cloudfront-js-2.0), and on the embedded front.
// A path with a slash at the end is the same page as without: one page, one copy in the cache. The page for what is not
// there has no address: asked for by its key, it is not there either.
// `/index.html` has to pass: where a distribution has a default root object, `/` may arrive here under that name.
function handler(event) {
  var request = event.request;
  if (request.uri !== '/' && request.uri.endsWith('/')) request.uri = request.uri.replace(/\/+$/, '') || '/';
  if (request.uri === '/not-found') request.uri = '/not-found/not-found';
  return request;
}
