import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  type HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

const override = true;

/** The headers CloudFront has fields for, and takes as nothing else. */
const known: Record<string, (value: string) => ResponseSecurityHeadersBehavior> = {
  'content-security-policy': (contentSecurityPolicy) => ({
    contentSecurityPolicy: { contentSecurityPolicy, override },
  }),
  'strict-transport-security': (value) => ({
    strictTransportSecurity: {
      accessControlMaxAge: Duration.seconds(Number(/max-age=(\d+)/.exec(value)?.[1])),
      includeSubdomains: /includeSubDomains/.test(value),
      preload: /preload/.test(value),
      override,
    },
  }),
  'x-content-type-options': () => ({ contentTypeOptions: { override } }),
  'x-frame-options': (value) => ({
    frameOptions: {
      frameOption: value === 'DENY' ? HeadersFrameOption.DENY : HeadersFrameOption.SAMEORIGIN,
      override,
    },
  }),
  'referrer-policy': (value) => ({
    // Pages that a secret link opened ask for none.
    referrerPolicy: { referrerPolicy: value as HeadersReferrerPolicy, override: false },
  }),
};

/** Headers of `edge/headers.ts` as a policy of CloudFront: what the embedded front sends, the CDN sends. */
export function headersPolicy(scope: Construct, id: string, all: Record<string, string>) {
  const headers = Object.entries(all);
  return new ResponseHeadersPolicy(scope, id, {
    securityHeadersBehavior: Object.assign({}, ...headers.map(([name, value]) => known[name]?.(value) ?? {})),
    customHeadersBehavior: {
      customHeaders: headers
        .filter(([name]) => !known[name])
        .map(([header, value]) => ({ header, value, override })),
    },
  });
}
