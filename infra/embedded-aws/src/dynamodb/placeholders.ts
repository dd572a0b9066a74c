import { AwsError } from '../service.ts';
import { type Attributes, type AttributeValue, emptyAttributes, nameFault, readValue } from './attribute.ts';
import { invalid, malformed } from './faults.ts';

export type Given = {
  ExpressionAttributeNames?: Record<string, unknown> | undefined;
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
};

/** The placeholders `#name` and `:value` of a request, and which of them are still unused. */
export class Placeholders {
  private readonly names = new Map<string, string>();
  private readonly values: Attributes = emptyAttributes();
  private readonly unused = { names: new Set<string>(), values: new Set<string>() };

  /** `expressions` are those of the request by parameter name, `valued` the names of those that may contain values. */
  constructor(given: Given, expressions: Record<string, unknown>, valued: string[]) {
    const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = given;
    if (names !== undefined) {
      if (Object.values(expressions).every((expression) => expression === undefined))
        throw invalid('ExpressionAttributeNames can only be specified when using expressions');
      this.readNames(names);
    }
    if (values !== undefined) {
      if (valued.every((parameter) => expressions[parameter] === undefined))
        throw invalid(
          `ExpressionAttributeValues can only be specified when using expressions: ${valued.join(' and ')} ${valued.length > 1 ? 'are' : 'is'} null`,
        );
      this.readValues(values);
    }
  }

  name(placeholder: string): string | undefined {
    this.unused.names.delete(placeholder);
    return this.names.get(placeholder);
  }

  value(placeholder: string): AttributeValue | undefined {
    this.unused.values.delete(placeholder);
    return this.values[placeholder];
  }

  /** Throws if no expression uses a placeholder. */
  checkAllUsed() {
    for (const [kind, left] of [
      ['Names', this.unused.names],
      ['Values', this.unused.values],
    ] as const)
      if (left.size > 0)
        throw invalid(
          `Value provided in ExpressionAttribute${kind} unused in expressions: keys: {${[...left].join(', ')}}`,
        );
  }

  private readNames(names: Record<string, unknown>) {
    if (Object.keys(names).length === 0) throw invalid('ExpressionAttributeNames must not be empty');
    for (const [key, name] of Object.entries(names)) {
      if (!/^#[0-9a-zA-Z_]+$/.test(key))
        throw invalid(`ExpressionAttributeNames contains invalid key: Syntax error; key: "${key}"`);
      if (typeof name !== 'string') throw malformed('An expression attribute name must be a String');
      const fault = nameFault(name);
      if (fault) throw invalid(`ExpressionAttributeNames contains invalid value: ${fault} for key ${key}`);
      this.names.set(key, name);
      this.unused.names.add(key);
    }
  }

  private readValues(values: Record<string, unknown>) {
    if (Object.keys(values).length === 0) throw invalid('ExpressionAttributeValues must not be empty');
    for (const [key, value] of Object.entries(values)) {
      if (!/^:[0-9a-zA-Z_]+$/.test(key))
        throw invalid(`ExpressionAttributeValues contains invalid key: Syntax error; key: "${key}"`);
      try {
        this.values[key] = readValue(value);
      } catch (error) {
        if (!(error instanceof AwsError) || error.code !== 'ValidationException') throw error;
        throw invalid(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`);
      }
      this.unused.values.add(key);
    }
  }
}
