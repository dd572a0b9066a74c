import { AwsError, account, region, type ServiceContext } from '../service.ts';

/** The kinds of events that this SES publishes; it takes the others for a destination, and none ever comes. */
export const eventTypes = [
  'SEND',
  'REJECT',
  'BOUNCE',
  'COMPLAINT',
  'DELIVERY',
  'OPEN',
  'CLICK',
  'RENDERING_FAILURE',
  'DELIVERY_DELAY',
  'SUBSCRIPTION',
] as const;
export type EventType = (typeof eventTypes)[number];

export type SuppressedReason = 'BOUNCE' | 'COMPLAINT';

/** `suppressedReasons` undefined: those of the account. */
export type ConfigurationSet = {
  name: string;
  sendingEnabled: boolean;
  suppressedReasons?: SuppressedReason[] | undefined;
};

export type EventDestination = { name: string; enabled: boolean; types: EventType[]; topic: string };

export type ConfigurationSets = ReturnType<typeof openConfigurationSets>;

export const configurationSetArn = (name: string) =>
  `arn:aws:ses:${region}:${account}:configuration-set/${name}`;

/** Configuration sets and where their events go. Functions that write must be called inside `store.write`. */
export function openConfigurationSets({ store }: Pick<ServiceContext, 'store'>) {
  store.db.exec(`
    CREATE TABLE IF NOT EXISTS ses_configuration_set (name TEXT PRIMARY KEY, settings TEXT) STRICT;
    CREATE TABLE IF NOT EXISTS ses_event_destination (
      configuration_set TEXT, name TEXT, settings TEXT, PRIMARY KEY (configuration_set, name)
    ) STRICT`);

  const find = (name: string): ConfigurationSet | undefined => {
    const row = store.sql('SELECT settings FROM ses_configuration_set WHERE name = ?').get(name);
    return row && { name, ...JSON.parse(String(row.settings)) };
  };

  const get = (name: string): ConfigurationSet => {
    const found = find(name);
    if (found) return found;
    throw new AwsError('NotFoundException', `Configuration set <${name}> does not exist.`);
  };

  const put = ({ name, ...settings }: ConfigurationSet) =>
    store
      .sql('INSERT OR REPLACE INTO ses_configuration_set VALUES (?, ?)')
      .run(name, JSON.stringify(settings));

  const create = (set: ConfigurationSet) => {
    if (!/^[\w-]{1,64}$/.test(set.name))
      throw new AwsError('BadRequestException', `Invalid configuration set name <${set.name}>.`);
    if (find(set.name))
      throw new AwsError('AlreadyExistsException', `Configuration set <${set.name}> already exists.`);
    put(set);
  };

  const change = (name: string, changes: Partial<ConfigurationSet>) => put({ ...get(name), ...changes });

  const remove = (name: string) => {
    get(name);
    store.sql('DELETE FROM ses_event_destination WHERE configuration_set = ?').run(name);
    store.sql('DELETE FROM ses_configuration_set WHERE name = ?').run(name);
  };

  const list = () =>
    store
      .sql('SELECT name FROM ses_configuration_set ORDER BY name')
      .all()
      .map((row) => String(row.name));

  const destinations = (set: string): EventDestination[] =>
    store
      .sql('SELECT name, settings FROM ses_event_destination WHERE configuration_set = ? ORDER BY name')
      .all(set)
      .map((row) => ({ name: String(row.name), ...JSON.parse(String(row.settings)) }));

  const putDestination = (set: string, { name, ...settings }: EventDestination) =>
    store
      .sql('INSERT OR REPLACE INTO ses_event_destination VALUES (?, ?, ?)')
      .run(set, name, JSON.stringify(settings));

  const destination = (set: string, name: string): EventDestination => {
    get(set);
    const found = destinations(set).find((one) => one.name === name);
    if (found) return found;
    throw new AwsError('NotFoundException', `Event destination <${name}> does not exist.`);
  };

  const addDestination = (set: string, added: EventDestination) => {
    get(set);
    if (destinations(set).some(({ name }) => name === added.name))
      throw new AwsError('AlreadyExistsException', `Event destination <${added.name}> already exists.`);
    putDestination(set, added);
  };

  const removeDestination = (set: string, name: string) => {
    destination(set, name);
    store.sql('DELETE FROM ses_event_destination WHERE configuration_set = ? AND name = ?').run(set, name);
  };

  return {
    find,
    get,
    create,
    change,
    remove,
    list,
    destinations,
    destination,
    addDestination,
    putDestination,
    removeDestination,
  };
}
