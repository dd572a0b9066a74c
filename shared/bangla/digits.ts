/** A number or text with its ASCII digits in Bengali: `digits(2024)` is ২০২৪. Everything else is unchanged. */
export const digits = (value: number | string) =>
  String(value).replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + ZERO - 0x30));

const ZERO = 0x09e6;

/**
 * A number in lakh and crore grouping, in Bengali digits: `grouped(12345678)` is ১,২৩,৪৫,৬৭৮.
 * Own grouping, because `Intl` output changes between Node releases and a page's bytes must not.
 */
export function grouped(value: number) {
  const [whole = '', fraction] = String(Math.abs(value)).split('.');
  if (!Number.isFinite(value) || whole.includes('e')) throw new RangeError(`cannot group ${value}`);
  const sign = value < 0 ? '-' : '';
  const lakhs = whole.slice(0, -3).replace(/\B(?=(\d\d)+$)/g, ',');
  const integer = lakhs ? `${lakhs},${whole.slice(-3)}` : whole;
  return digits(sign + integer + (fraction ? `.${fraction}` : ''));
}
