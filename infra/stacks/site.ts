import { fileURLToPath } from 'node:url';
import { CfnOutput, CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import type { SiteFile } from '../build/site-files.ts';
import {
  apiFiles,
  deployedPaths,
  deskHeaders,
  deskPaths,
  filePaths,
  frameHeaders,
  framePaths,
  previewHeaders,
  previewPaths,
  securityHeaders,
} from '../edge/headers.ts';
import { AccessLogs } from './access-logs.ts';
import { Alarms } from './alarms.ts';
import type { DataStack } from './data.ts';
import { headersPolicy } from './headers-policy.ts';
import { NewsroomApi } from './newsroom-api.ts';
import { SiteDeployment } from './site-deployment.ts';
import { type Stage, whereOf } from './stage.ts';
import { worldwideName } from './worldwide-name.ts';

type Props = { stage: Stage; data: DataStack; files: readonly SiteFile[] };

/**
 * Errors are not cached: a page may exist a second later. Their bodies are passed on unchanged: a page set here for 404
 * would also replace the API's problem documents, because error pages apply to a whole distribution.
 */
const errorResponses = [400, 403, 404, 405, 500, 502, 503, 504].map((httpStatus) => ({
  httpStatus,
  ttl: Duration.seconds(0),
}));

/**
 * What readers and clients reach: one CloudFront origin for the site and the API. It is created before the functions,
 * which invalidate its cached pages.
 */
export class SiteStack extends Stack {
  readonly api: NewsroomApi;
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { stage, data, files: siteFiles }: Props) {
    const { origin, certificateArn } = stage;
    super(scope, id, {
      description: `Khobor ${stage.name}: the CDN in front of pages and API`,
      ...whereOf(stage),
    });
    this.api = new NewsroomApi(this, 'Api', stage, data.staff, new Alarms(stage.name, data.alarms));
    new SiteDeployment(this, 'SiteFiles', stage, data.site, siteFiles, data.staff.settings);
    const responseHeadersPolicy = headersPolicy(this, 'Headers', stage, securityHeaders);
    const pages = this.pages(data);
    const atAnswer = pages.functionAssociations.slice(1);
    const files = Object.fromEntries([
      [deployedPaths, { ...pages, functionAssociations: [], responseHeadersPolicy }],
      ...filePaths.map((path) => [path, { ...pages, functionAssociations: atAnswer, responseHeadersPolicy }]),
    ]);
    const api = {
      origin: this.apiOrigin(),
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      // HTTP is refused, not redirected: a client that sends a token unencrypted gets an error, and is corrected.
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    };
    const domain = certificateArn && {
      domainNames: [new URL(origin).host],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    };
    this.distribution = new Distribution(this, 'Site', {
      comment: `Khobor ${stage.name}`,
      defaultBehavior: { ...pages, responseHeadersPolicy },
      additionalBehaviors: {
        ...Object.fromEntries(apiFiles.map((path) => [path, { ...pages, responseHeadersPolicy }])),
        [previewPaths]: {
          ...api,
          responseHeadersPolicy: headersPolicy(
            this,
            'PreviewHeaders',
            stage,
            previewHeaders(`https://${data.private.bucketRegionalDomainName}`),
          ),
        },
        '/api/*': { ...api, responseHeadersPolicy },
        // Clicks on ads. Of the reader's headers, only `Accept` is passed on.
        '/go/*': {
          origin: this.apiOrigin(),
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: new OriginRequestPolicy(this, 'WhatIsTaken', {
            originRequestPolicyName: worldwideName(this, 'WhatIsTaken'),
            headerBehavior: OriginRequestHeaderBehavior.allowList('Accept'),
          }),
          allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
          viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
          functionAssociations: pages.functionAssociations.slice(0, 1),
          responseHeadersPolicy,
        },
        [deskPaths]: {
          ...pages,
          responseHeadersPolicy: headersPolicy(
            this,
            'DeskHeaders',
            stage,
            deskHeaders(`https://${data.private.bucketRegionalDomainName}`, data.staff.signIn),
          ),
        },
        ...files,
        [framePaths]: {
          ...pages,
          responseHeadersPolicy: headersPolicy(this, 'FrameHeaders', stage, frameHeaders),
        },
      },
      errorResponses,
      httpVersion: HttpVersion.HTTP2_AND_3,
      // Edges in Asia, Europe and North America, where readers are; South America and Australia are served from there.
      priceClass: PriceClass.PRICE_CLASS_200,
      ...domain,
    });
    tagged(this.distribution);
    // Whatever function is removed: see the data stack.
    this.exportValue(this.distribution.distributionId);
    new AccessLogs(this, 'AccessLogs', { stage, distribution: this.distribution, logs: data.logs });
    new CfnOutput(this, 'Domain', {
      value: this.distribution.distributionDomainName,
      description:
        'Point your name here. Without one, https://<this> is the origin to write into the file of the stage',
    });
    new CfnOutput(this, 'Distribution', { value: this.distribution.distributionId });
    new CfnOutput(this, 'ApiEndpoint', { value: this.api.http.apiEndpoint });
  }

  /** Pages from the bucket, read by signed requests. The bucket's policy allows CloudFront: see the data stack. */
  private pages({ site }: DataStack) {
    const { originAccessControlId } = new S3OriginAccessControl(this, 'Reader', {
      originAccessControlName: worldwideName(this, 'Reader'),
    });
    return {
      origin: S3BucketOrigin.withBucketDefaults(site, { originAccessControlId }),
      cachePolicy: this.byCacheControl(),
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      compress: true,
      functionAssociations: [
        { function: this.edge('viewer-request'), eventType: FunctionEventType.VIEWER_REQUEST },
        { function: this.edge('viewer-response'), eventType: FunctionEventType.VIEWER_RESPONSE },
      ],
    };
  }

  private apiOrigin() {
    return new HttpOrigin(`${this.api.http.apiId}.execute-api.${this.region}.${this.urlSuffix}`, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    });
  }

  /** Caches a page for as long as its own `Cache-Control` says, and not at all without one. */
  private byCacheControl() {
    return new CachePolicy(this, 'AsPagesSay', {
      comment: 'As long as the Cache-Control of a page says',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }

  private edge(name: 'viewer-request' | 'viewer-response') {
    return new EdgeFunction(this, name === 'viewer-request' ? 'ViewerRequest' : 'ViewerResponse', {
      code: FunctionCode.fromFile({
        filePath: fileURLToPath(new URL(`../edge/${name}.js`, import.meta.url)),
      }),
      runtime: FunctionRuntime.JS_2_0,
    });
  }
}

/**
 * Enables invalidation by cache tag: pages carry the ids of what they show. The construct has no property for it yet.
 */
function tagged({ node: { defaultChild } }: Distribution) {
  if (CfnResource.isCfnResource(defaultChild))
    defaultChild.addPropertyOverride('DistributionConfig.CacheTagConfig.HeaderName', 'x-amz-meta-cache-tag');
}
