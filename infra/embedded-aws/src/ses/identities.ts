import { AwsError, region, type ServiceContext } from '../service.ts';

export type Identities = ReturnType<typeof openIdentities>;

/** The addresses and domains that may send mail. They are verified as soon as they are created. */
export function openIdentities({ store }: Pick<ServiceContext, 'store'>) {
  store.db.exec('CREATE TABLE IF NOT EXISTS ses_identity (identity TEXT PRIMARY KEY) STRICT');

  const has = (identity: string) =>
    store.sql('SELECT 1 FROM ses_identity WHERE identity = ?').get(identity.toLowerCase()) !== undefined;

  const create = (identity: string) => {
    if (!/^([^\s@<>]+@)?[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(identity))
      throw new AwsError('BadRequestException', `Invalid email address or domain name <${identity}>.`);
    if (has(identity))
      throw new AwsError('AlreadyExistsException', `Email identity ${identity} already exist.`);
    store.sql('INSERT INTO ses_identity VALUES (?)').run(identity.toLowerCase());
  };

  const check = (identity: string) => {
    if (!has(identity)) throw new AwsError('NotFoundException', `Email identity ${identity} does not exist.`);
  };

  const remove = (identity: string) =>
    store.sql('DELETE FROM ses_identity WHERE identity = ?').run(identity.toLowerCase());

  const list = () =>
    store
      .sql('SELECT identity FROM ses_identity ORDER BY identity')
      .all()
      .map((row) => String(row.identity));

  /** Whether the address, its domain or a parent domain is verified. */
  const isVerified = (address: string) => {
    const [, domain = ''] = address.split('@');
    const parents = domain.split('.').map((_, at, labels) => labels.slice(at).join('.'));
    return [address, ...parents].some(has);
  };

  /** Refuses a sender that is not verified. */
  const checkSender = (address: string) => {
    if (!isVerified(address))
      throw new AwsError(
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${address}`,
      );
  };

  return { has, create, check, remove, list, isVerified, checkSender };
}
