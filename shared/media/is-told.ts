import type { Told } from './picture.ts';

/** Whether a picture may stand in copy that is submitted: somebody said what it shows and whose it is. */
export const isTold = ({ alt, decorative, credit }: Told) =>
  credit !== undefined && (decorative === true || alt !== undefined);
