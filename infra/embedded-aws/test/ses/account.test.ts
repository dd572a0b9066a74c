import {
  CreateConfigurationSetCommand,
  CreateEmailIdentityCommand,
  GetAccountCommand,
  PutAccountSendingAttributesCommand,
  PutConfigurationSetSendingOptionsCommand,
  SESv2Client,
  SendBulkEmailCommand,
  SendEmailCommand,
} from '@aws-sdk/client-sesv2';
import { afterEach, describe, expect, it } from 'vitest';
import { type AwsOptions, openAws } from '../../src/open-aws.ts';
import { region } from '../../src/service.ts';
import { stillTime } from '../still-time.ts';
import { aMailbox, sender, simple, unlimited } from './a-mailbox.ts';

stillTime();

let cloud: Awaited<ReturnType<typeof aMailbox>>;
afterEach(() => cloud.close());

const bulk = async (more = {}) => {
  const { BulkEmailEntryResults = [] } = await cloud.client.send(
    new SendBulkEmailCommand({
      FromEmailAddress: sender,
      DefaultContent: { Template: { TemplateContent: { Subject: 'x', Text: 'x' } } },
      BulkEmailEntries: [{ Destination: { ToAddresses: ['a@example.test'] } }],
      ...more,
    }),
  );
  return BulkEmailEntryResults.map(({ Status }) => Status);
};
const account = () => cloud.client.send(new GetAccountCommand({}));

describe('an account', () => {
  it('may be asked for once a second, unless nothing is limited', async () => {
    cloud = await aMailbox({});
    await account();
    await expect(account()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    cloud.clock.turnTo(cloud.clock.now() + 1_000);
    await account();
    cloud.ses.change(unlimited);
    await account();
    await account();
  });

  it('that is paused sends nothing, and says so of each mail', async () => {
    cloud = await aMailbox(unlimited);
    await cloud.client.send(new PutAccountSendingAttributesCommand({ SendingEnabled: false }));
    expect((await account()).SendingEnabled).toBe(false);
    expect(await bulk()).toEqual(['ACCOUNT_SENDING_PAUSED']);
    await expect(cloud.send(simple('x', 'x'))).rejects.toMatchObject({ name: 'SendingPausedException' });
    await cloud.client.send(new PutAccountSendingAttributesCommand({ SendingEnabled: true }));
    expect(await bulk()).toEqual(['SUCCESS']);
  });

  it('that is suspended sends nothing', async () => {
    cloud = await aMailbox({ ...unlimited, isSuspended: true });
    expect(await account()).toMatchObject({ EnforcementStatus: 'SHUTDOWN', SendingEnabled: false });
    expect(await bulk()).toEqual(['ACCOUNT_SUSPENDED']);
    await expect(cloud.send(simple('x', 'x'))).rejects.toMatchObject({ name: 'AccountSuspendedException' });
  });

  it('in the sandbox sends one a second, and only to verified identities and the simulator', async () => {
    cloud = await aMailbox({ isSandbox: true });
    expect(await account()).toMatchObject({
      ProductionAccessEnabled: false,
      SendQuota: { Max24HourSend: 200, MaxSendRate: 1 },
    });
    const to = (address: string) => cloud.send(simple('x', 'x'), { Destination: { ToAddresses: [address] } });
    await expect(to('reader@elsewhere.test')).rejects.toMatchObject({ name: 'MessageRejected' });
    await to('reader@example.test');
    cloud.clock.turnTo(cloud.clock.now() + 1_000);
    await to('success@simulator.amazonses.com');
    await expect(to('reader@example.test')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });
});

describe('a configuration set', () => {
  it('that is paused sends nothing by itself', async () => {
    cloud = await aMailbox(unlimited);
    const named = { ConfigurationSetName: 'alerts' };
    await cloud.client.send(new CreateConfigurationSetCommand(named));
    await cloud.client.send(
      new PutConfigurationSetSendingOptionsCommand({ ...named, SendingEnabled: false }),
    );
    expect(await bulk(named)).toEqual(['CONFIGURATION_SET_SENDING_PAUSED']);
    expect(await bulk()).toEqual(['SUCCESS']);
  });

  it('needs a right of its own, beside that on the identity', async () => {
    cloud = await aMailbox(unlimited);
    const asked: string[] = [];
    const allow: NonNullable<AwsOptions['allow']> = (_who, action, resource) => {
      asked.push(`${action} ${resource.split(':').at(-1)}`);
      return resource.includes('identity/') || 'no';
    };
    const { store, clock } = cloud;
    const other = await openAws({ store, clock, allow, mail: unlimited });
    const credentials = other.credentialsFor('mailer');
    const client = new SESv2Client({ region, endpoint: other.url, credentials, maxAttempts: 1 });
    await cloud.client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: 'alerts' }));
    await cloud.client.send(new CreateEmailIdentityCommand({ EmailIdentity: sender }));
    const input = {
      FromEmailAddress: sender,
      Destination: { ToAddresses: ['a@example.test'] },
      Content: simple('x', 'x'),
    };
    await client.send(new SendEmailCommand(input));
    await expect(
      client.send(new SendEmailCommand({ ...input, ConfigurationSetName: 'alerts' })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(asked.at(-1)).toBe('ses:SendEmail configuration-set/alerts');
    await other.close();
  });
});
