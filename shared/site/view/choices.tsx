import { type Interest, interests, nameOf } from '../../audience/interest.ts';

/** A box to tick for everything that a reader can subscribe to. */
export const Choices = ({ ticked }: { ticked: readonly Interest[] }) => (
  <div class="choices">
    {interests.map((interest) => (
      <label key={interest}>
        <input type="checkbox" name="sections" value={interest} checked={ticked.includes(interest)} />
        {nameOf(interest)}
      </label>
    ))}
  </div>
);
