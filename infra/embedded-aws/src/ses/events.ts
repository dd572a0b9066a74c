import type { ServiceContext } from '../service.ts';
import type { ConfigurationSets } from './configuration-sets.ts';
import type { SesEvent } from './event.ts';
import type { Sending } from './sending-rules.ts';

/** Publishes to a topic, inside `store.write`. Nothing comes of a topic that does not exist. */
export type Topics = { has: (arn: string) => boolean; publish: (arn: string, body: string) => void };

export type Events = ReturnType<typeof openEvents>;

/**
 * Publishes events to the destinations of their configuration set, but for those that are made to be held, dropped or
 * doubled. Functions that write must be called inside `store.write`.
 */
export function openEvents(
  { store }: Pick<ServiceContext, 'store'>,
  sets: ConfigurationSets,
  topics: Topics,
  { rules }: Sending,
) {
  store.db.exec(
    'CREATE TABLE IF NOT EXISTS ses_held (seq INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT, body TEXT) STRICT',
  );

  const publish = (configurationSet: string, event: SesEvent) => {
    for (const { topic, enabled, types } of sets.destinations(configurationSet)) {
      if (!enabled || !types.includes(event.type)) continue;
      const body = JSON.stringify(event.body);
      const handling = rules.handlingOf(event);
      if (handling === 'hold') store.sql('INSERT INTO ses_held (topic, body) VALUES (?, ?)').run(topic, body);
      else if (handling !== 'drop') topics.publish(topic, body);
      if (handling === 'double') topics.publish(topic, body);
    }
  };

  /** Publishes what was held, in order, or in any order by `chance` (from 0 to 1). Returns how many there were. */
  const release = (chance?: () => number): number => {
    const held = store.sql('SELECT topic, body FROM ses_held ORDER BY seq').all();
    store.sql('DELETE FROM ses_held').run();
    if (chance) shuffle(held, chance);
    for (const { topic, body } of held) topics.publish(String(topic), String(body));
    return held.length;
  };

  return { publish, release };
}

function shuffle<T>(all: T[], chance: () => number) {
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    [all[at], all[other]] = [all[other] as T, all[at] as T];
  }
}
