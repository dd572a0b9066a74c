import { invalid } from './faults.ts';

/** A number: its sign, its significant digits without zeros at either end, and the power of ten of the first digit. */
type Decimal = { sign: -1 | 0 | 1; digits: string; exponent: number };

const maxDigits = 38;
const plainInteger = /^(?:0|-?[1-9]\d{0,14})$/;

/** A number in DynamoDB's form, without exponent and superfluous zeros. Throws if the text is not a number. */
export function normalise(text: string): string {
  return plainInteger.test(text) ? text : format(parse(text));
}

export const add = (a: string, b: string) => sum(parse(a), parse(b));

export function subtract(a: string, b: string): string {
  const right = parse(b);
  return sum(parse(a), { ...right, sign: -right.sign as Decimal['sign'] });
}

/** Compares two normalised numbers exactly. */
export function compareNumbers(a: string, b: string): number {
  if (plainInteger.test(a) && plainInteger.test(b)) return Number(a) - Number(b);
  return Buffer.compare(encodeNumber(a), encodeNumber(b));
}

/** The bytes a number adds to the size of an item. */
export function numberSize(text: string): number {
  const { sign, digits, exponent } = parse(text);
  if (sign === 0) return 1;
  const unevenHalves = digits.length % 2 === 0 && exponent % 2 === 0 ? 1 : 0;
  return 1 + Math.ceil(digits.length / 2) + unevenHalves + (sign < 0 ? 1 : 0);
}

/** Encodes a number in bytes that sort like the numbers. No encoding is a prefix of another. */
export function encodeNumber(text: string): Buffer {
  const { sign, digits, exponent } = parse(text);
  if (sign === 0) return Buffer.from([0x80]);
  const bytes = Buffer.alloc(digits.length + 3);
  bytes[0] = 0x81;
  bytes[1] = exponent + 130;
  for (let i = 0; i < digits.length; i++) bytes[i + 2] = digits.charCodeAt(i) - 47;
  if (sign < 0) for (let i = 0; i < bytes.length; i++) bytes[i] = 0xff - (bytes[i] ?? 0);
  return bytes;
}

function parse(text: string): Decimal {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  const [, minus, whole = '', fraction = '', power = '0'] = match ?? [];
  const all = whole + fraction;
  if (!match || all === '')
    throw invalid(`The parameter cannot be converted to a numeric value${text === '' ? '' : `: ${text}`}`);
  let from = 0;
  let to = all.length;
  while (from < to && all[from] === '0') from++;
  while (to > from && all[to - 1] === '0') to--;
  if (from === to) return { sign: 0, digits: '', exponent: 0 };
  const exponent = whole.length - from - 1 + Number(power);
  if (exponent > 125) throw overflow();
  if (exponent < -130)
    throw invalid(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  if (to - from > maxDigits) throw invalid('Attempting to store more than 38 significant digits in a Number');
  return { sign: minus === '-' ? -1 : 1, digits: all.slice(from, to), exponent };
}

const overflow = () =>
  invalid('Number overflow. Attempting to store a number with magnitude larger than supported range');

function format({ sign, digits, exponent }: Decimal): string {
  if (sign === 0) return '0';
  const minus = sign < 0 ? '-' : '';
  if (exponent < 0) return `${minus}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return `${minus}${whole}${fraction && `.${fraction}`}`;
}

function sum(a: Decimal, b: Decimal): string {
  const unit = Math.min(unitOf(a), unitOf(b));
  const total = String(inUnits(a, unit) + inUnits(b, unit));
  // DynamoDB calls it an overflow when a sum needs more than 38 digits.
  if (total.replace(/^-|0+$/g, '').length > maxDigits) throw overflow();
  return normalise(`${total}E${unit}`);
}

const unitOf = ({ digits, exponent }: Decimal) => exponent - digits.length + 1;
const inUnits = (number: Decimal, unit: number) =>
  number.sign === 0 ? 0n : BigInt(number.sign) * BigInt(number.digits) * 10n ** BigInt(unitOf(number) - unit);
