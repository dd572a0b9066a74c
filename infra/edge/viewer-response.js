// Runs at the edge on each response from the bucket (CloudFront Functions, cloudfront-js-2.0), and on the embedded
// front. Objects have no HTTP status: the metadata of a withdrawn page has its status (410), that of a redirect its
// target (301). The metadata is not sent to readers. The object of a tag or an author has the address by its name: who asks
// for the object itself, as links of before do, is led there.
function handler(event) {
  var response = event.response;
  var address = response.headers['x-amz-meta-address'];
  if (address && response.statusCode === 200 && isByHash(event.request)) {
    response.statusCode = 301;
    response.headers.location = { value: address.value };
  }
  var status = response.headers['x-amz-meta-status'];
  var location = response.headers['x-amz-meta-location'];
  if (status && response.statusCode === 200) response.statusCode = Number(status.value);
  if (location) response.headers.location = { value: location.value };
  Object.keys(response.headers).forEach((name) => {
    if (name.indexOf('x-amz-meta-') === 0) delete response.headers[name];
  });
  return response;
}

// What came by a name has either its own path here, or that of the object and the header.
function isByHash(request) {
  return !request.headers['x-by-name'] && /^\/(?:tag|author)\/[0-9a-f]{12}(?:\/|$)/.test(request.uri);
}
