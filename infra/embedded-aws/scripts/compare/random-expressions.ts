import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Random } from './random.ts';
import { type Item, plainNames, randomValue } from './random-values.ts';

/** Writes random expressions and keeps the names and values they use. */
export class Expressions {
  private readonly random: Random;
  private readonly names: Record<string, string> = {};
  private readonly values: Item = {};

  constructor(random: Random) {
    this.random = random;
  }

  /** The placeholders as parameters of a request; left out if unused. */
  get placeholders() {
    return {
      ...(Object.keys(this.names).length > 0 ? { ExpressionAttributeNames: this.names } : {}),
      ...(Object.keys(this.values).length > 0 ? { ExpressionAttributeValues: this.values } : {}),
    };
  }

  name(attribute: string): string {
    const placeholder = `#${attribute}`;
    this.names[placeholder] = attribute;
    return placeholder;
  }

  value(value: AttributeValue): string {
    const placeholder = `:v${Object.keys(this.values).length}`;
    this.values[placeholder] = value;
    return placeholder;
  }

  condition(depth = 0): string {
    const { pick, chance } = this.random;
    if (depth < 2 && chance(25)) return `${this.nested(depth)} ${pick(['AND', 'OR'])} ${this.nested(depth)}`;
    if (depth < 2 && chance(10)) return `NOT ${this.nested(depth)}`;
    const path = () => this.path(chance(20) ? ['pk', 'sk', 'g', 'n', 'l'] : plainNames);
    const any = () => this.value(randomValue(this.random));
    return pick([
      () => `attribute_exists(${path()})`,
      () => `attribute_not_exists(${path()})`,
      () => `${path()} ${pick(['=', '<>', '<', '<=', '>', '>='])} ${chance(80) ? any() : path()}`,
      () => `${path()} BETWEEN ${any()} AND ${any()}`,
      () => `${path()} IN (${any()}, ${any()})`,
      () => `begins_with(${path()}, ${any()})`,
      () => `contains(${path()}, ${any()})`,
      () => `attribute_type(${path()}, ${this.value({ S: pick(['S', 'N', 'M', 'L', 'SS', 'NULL']) })})`,
      () => `size(${path()}) ${pick(['<', '=', '>'])} ${this.value({ N: '2' })}`,
    ])();
  }

  update(): string {
    const { pick, times, chance } = this.random;
    const attributes = times(1, 3, () => pick(chance(15) ? ['g', 'n', 'l'] : plainNames));
    const changes = [...new Set(attributes)].map((attribute) => this.change(attribute));
    return ['SET', 'REMOVE', 'ADD', 'DELETE']
      .map(
        (section) => [section, changes.filter(([kind]) => kind === section).map(([, text]) => text)] as const,
      )
      .filter(([, texts]) => texts.length > 0)
      .map(([section, texts]) => `${section} ${texts.join(', ')}`)
      .join(' ');
  }

  projection(): string {
    const { times, pick } = this.random;
    return [...new Set(times(1, 3, () => this.path([...plainNames, 'pk'])))].join(pick([',', ', ']));
  }

  private change(attribute: string): [section: string, text: string] {
    const path = this.name(attribute);
    const any = () => this.value(randomValue(this.random));
    const number = () => this.value({ N: this.random.pick(['1', '-2', '0.5']) });
    const list = () => this.value({ L: [{ S: 'x' }] });
    return this.random.pick<() => [string, string]>([
      () => ['SET', `${path} = ${any()}`],
      () => ['SET', `${path} = ${path} + ${number()}`],
      () => ['SET', `${path} = if_not_exists(${path}, ${any()})`],
      () => ['SET', `${path} = list_append(${path}, ${list()})`],
      () => ['SET', `${path}[1] = ${any()}`],
      () => ['SET', `${path}.a = ${any()}`],
      () => ['REMOVE', path],
      () => ['REMOVE', `${path}[0]`],
      () => ['ADD', `${path} ${this.random.chance(50) ? number() : this.value({ SS: ['a', 'q'] })}`],
      () => ['DELETE', `${path} ${this.value({ SS: ['a'] })}`],
    ])();
  }

  private nested(depth: number): string {
    return `(${this.condition(depth + 1)})`;
  }

  private path(attributes: string[]): string {
    const name = this.name(this.random.pick(attributes));
    return this.random.pick([name, name, name, `${name}.a`, `${name}[0]`]);
  }
}
