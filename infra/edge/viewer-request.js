// Runs at the edge on each request for a page or a click (CloudFront Functions, cloudfront-js-2.0), and on the embedded front.
// A path with a slash at the end is the same page as without: one page, one copy in the cache. The page for what is not
// there has no address: asked for by its key, it is not there either.
// `/index.html` has to pass: where a distribution has a default root object, `/` may arrive here under that name.
// Browsers say what they ask for. HTML of others is there for frames alone: opened by itself it would stand under the
// site's own address, and could pass for it. And it shall not be able to count for an ad by leading its frame to where
// impressions and clicks are counted.
var only = { '/frames/': 'iframe', '/go/': 'document', '/ads/seen': 'empty' };

function handler(event) {
  var request = event.request;
  var wanted = request.headers['sec-fetch-dest'];
  if (request.uri !== '/' && request.uri.endsWith('/')) request.uri = request.uri.replace(/\/+$/, '') || '/';
  if (request.uri === '/not-found') request.uri = '/not-found/not-found';
  Object.keys(only).forEach((path) => {
    if (wanted && request.uri.startsWith(path) && wanted.value !== only[path])
      request.uri = '/not-found/not-found';
  });
  return request;
}
