// Runs at the edge on each response from the bucket (CloudFront Functions, cloudfront-js-2.0), and on the embedded
// front. Objects have no HTTP status: the metadata of a withdrawn page has its status (410), that of a redirect its
// target (301). The metadata is not sent to readers.
function handler(event) {
  var response = event.response;
  var status = response.headers['x-amz-meta-status'];
  var location = response.headers['x-amz-meta-location'];
  if (status && response.statusCode === 200) response.statusCode = Number(status.value);
  if (location) response.headers.location = { value: location.value };
  Object.keys(response.headers).forEach((name) => {
    if (name.indexOf('x-amz-meta-') === 0) delete response.headers[name];
  });
  return response;
}
