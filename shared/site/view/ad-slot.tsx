import type { SlotName } from '../../ads/slots.ts';
import type { Section } from '../../newsroom.ts';

type Place = { name: SlotName; section?: Section | undefined };

/**
 * An empty ad slot, labelled, with room for the ad that may come. The browser's script fills it, so that no page
 * changes when an ad begins or ends.
 */
export const AdSlot = ({ name, section }: Place) => (
  <div class={`ad ad-${name}`} data-slot={name} data-section={section}>
    <p>বিজ্ঞাপন</p>
    <div />
  </div>
);
