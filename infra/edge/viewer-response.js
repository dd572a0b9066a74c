// Runs at the edge on each response from the bucket (CloudFront Functions, cloudfront-js-2.0), and on the embedded
// front. Objects have no HTTP status: the metadata of a withdrawn page has its status (410), that of a redirect its
// target (301). The metadata is not sent to readers. The object of a tag or an author has the address by its name, that of an
// article the address with its words: who asks for the object itself, or with words of before, is led there.
function handler(event) {
  var response = event.response;
  var status = response.headers['x-amz-meta-status'];
  var location = response.headers['x-amz-meta-location'];
  if (status && response.statusCode === 200) response.statusCode = Number(status.value);
  if (location) response.headers.location = { value: location.value };
  var address = response.headers['x-amz-meta-address'];
  var to = response.statusCode === 200 && elsewhere(event.request, address ? address.value : undefined);
  if (to) lead(response, to);
  Object.keys(response.headers).forEach((name) => {
    if (name.indexOf('x-amz-meta-') === 0) delete response.headers[name];
  });
  return response;
}

// It is not kept: the words of an article may change again.
function lead(response, to) {
  response.statusCode = 301;
  response.headers.location = { value: to };
  response.headers['cache-control'] = { value: 'no-store' };
}

// Where a page is, if not where it was asked for. An article has its address where its path has words after it.
function elsewhere(request, address) {
  var article = /^(\/[a-z][a-z0-9-]*\/art_[0-9a-hjkmnp-tv-z]{12})(?:\/([^/]+))?\/*$/.exec(request.uri);
  if (!article) return isByHash(request) && address;
  var wanted = address ? address.split('/')[3] : '';
  var asked = request.headers['x-slug'] ? request.headers['x-slug'].value : article[2] || '';
  return asked.split(' ').some((words) => same(words, wanted)) ? undefined : address || article[1];
}

// What came with words has either its own path here, or that of the object and the header.
function same(asked, wanted) {
  return asked === wanted || decodeURIComponent(asked) === decodeURIComponent(wanted);
}

// What came by a name has either its own path here, or that of the object and the header.
function isByHash(request) {
  return !request.headers['x-by-name'] && /^\/(?:tag|author)\/[0-9a-f]{12}(?:\/|$)/.test(request.uri);
}
