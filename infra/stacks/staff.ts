import { Duration, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPoolGroup,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { DeskSettings } from '../../shared/desk-settings.ts';
import { deskPaths, signInLasts } from '../topology/sign-in.ts';
import { protectionOf, type Stage } from './stage.ts';

/** The roles, each a group of the user pool with the name that functions check. */
const roles = {
  reporter: 'Files copy',
  editor: 'Clears copy',
  publisher: 'Withdraws what is published',
  'ad-manager': 'Runs line items',
};

/** The accounts of the newsroom: an administrator adds people, nobody can sign up. */
export class Staff extends Construct {
  readonly pool: UserPool;
  /** The command line proves a password (SRP); the web desk is given a code by the pool's own sign-in page. */
  readonly clients: { commandLine: UserPoolClient; web: UserPoolClient };
  /** Where the sign-in page and the token endpoint are. */
  readonly signIn: string;
  readonly settings: DeskSettings;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.pool = new UserPool(this, 'People', {
      signInAliases: { username: true },
      // `Rahima` and `rahima` are the same person, so nobody can approve their own copy under another spelling.
      signInCaseSensitive: false,
      selfSignUpEnabled: false,
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: stage.secondFactor === 'required' ? Mfa.REQUIRED : Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      featurePlan: FeaturePlan.ESSENTIALS,
      ...protectionOf(stage),
    });
    for (const [groupName, description] of Object.entries(roles))
      new CfnUserPoolGroup(this, groupName, { userPoolId: this.pool.userPoolId, groupName, description });
    const { origin } = stage;
    const commandLine = this.pool.addClient('Desk', {
      authFlows: { userSrp: true },
      disableOAuth: true,
      refreshTokenValidity: Duration.seconds(signInLasts.refresh),
      ...asStaff,
    });
    const web = this.pool.addClient('Web', {
      // A client without a list is allowed SRP and REFRESH_TOKEN_AUTH, and that one Cognito refuses where tokens rotate. The
      // pool has no Lambda that would answer this flow, so nobody signs in by it: the sign-in page alone gives codes.
      authFlows: { custom: true },
      generateSecret: false,
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [origin + deskPaths.callback],
        logoutUrls: [origin + deskPaths.signedOut],
      },
      refreshTokenValidity: Duration.seconds(signInLasts.refresh),
      refreshTokenRotationGracePeriod: Duration.seconds(signInLasts.grace),
      ...asStaff,
    });
    this.clients = { commandLine, web };
    const { account, region } = Stack.of(this);
    const prefix = `khobor-${stage.name}-${account}`;
    this.pool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: prefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    // Without a branding of its client, even Cognito's own, managed login shows no page.
    new CfnManagedLoginBranding(this, 'Look', {
      userPoolId: this.pool.userPoolId,
      clientId: web.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    this.signIn = `https://${prefix}.auth.${region}.amazoncognito.com`;
    this.settings = {
      origin,
      issuer: this.pool.userPoolProviderUrl,
      client: web.userPoolClientId,
      authorize: `${this.signIn}/oauth2/authorize`,
      token: `${this.signIn}/oauth2/token`,
      revoke: `${this.signIn}/oauth2/revoke`,
      logout: `${this.signIn}/logout`,
    };
  }
}

/** What holds for both clients. */
const asStaff = {
  preventUserExistenceErrors: true,
  enableTokenRevocation: true,
  // Somebody removed from a group loses its permissions with the next access token, within an hour.
  accessTokenValidity: Duration.seconds(signInLasts.access),
  idTokenValidity: Duration.seconds(signInLasts.access),
};
