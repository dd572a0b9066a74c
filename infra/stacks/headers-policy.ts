import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  type HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { headersOfStage } from '../edge/headers.ts';
import type { Stage } from './stage.ts';
import { worldwideName } from './worldwide-name.ts';

const override = true;

/** Headers that CloudFront takes only in fields of their own, not as custom headers. */
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
    // Does not override pages opened by a secret link, which send `no-referrer`.
    referrerPolicy: { referrerPolicy: value as HeadersReferrerPolicy, override: false },
  }),
};

/**
 * The headers of `edge/headers.ts` as a CloudFront policy, so that the CDN sends what the embedded front sends, but for what
 * its stage says.
 */
export function headersPolicy(scope: Construct, id: string, stage: Stage, all: Record<string, string>) {
  const headers = Object.entries({ ...all, ...headersOfStage(stage) });
  return new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: worldwideName(scope, id),
    securityHeadersBehavior: Object.assign({}, ...headers.map(([name, value]) => known[name]?.(value) ?? {})),
    customHeadersBehavior: {
      customHeaders: headers
        .filter(([name]) => !known[name])
        .map(([header, value]) => ({ header, value, override })),
    },
  });
}
