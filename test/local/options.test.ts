import { describe, expect, it } from 'vitest';
import { sendingLimit } from '../../infra/local/cli/options.ts';

describe('what SES may send', () => {
  it('is a number of mails, or unlimited', () => {
    expect(sendingLimit('mail-rate', '14')).toBe(14);
    expect(sendingLimit('mail-rate', 'unlimited')).toBe(Number.POSITIVE_INFINITY);
  });

  it.each(['0', '-1', '1.5', '', 'fast', 'Infinity', '1e9', '9999999999'])('is not "%s"', (text) => {
    expect(() => sendingLimit('mail-rate', text)).toThrow(
      '--mail-rate must be a number of mails, or unlimited',
    );
  });
});
