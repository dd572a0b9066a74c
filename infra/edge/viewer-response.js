// Runs at the edge on each answer from the bucket (CloudFront Functions, cloudfront-js-2.0), and on the embedded front.
// An object cannot carry a status: what was withdrawn says in its metadata that it is gone (410), an old address where it
// leads (301). Readers get no metadata.
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
