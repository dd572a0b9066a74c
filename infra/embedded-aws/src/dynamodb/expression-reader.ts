import type { AttributeValue } from './attribute.ts';
import { invalid } from './faults.ts';
import { clashOf, type Path } from './path.ts';
import type { Placeholders } from './placeholders.ts';
import { isReserved } from './reserved-words.ts';

const token = /\s*(?:([A-Za-z][A-Za-z0-9_]*|[#:][A-Za-z0-9_]+|[0-9]+)|(<=|>=|<>|[=<>(),.[\]+-]))/y;
const maxLength = 4096;
const maxOperators = 300;
const maxNesting = 32;
/** More than any valid expression needs, and far less than the stack can take. */
const maxDepth = 400;
const maxIndex = 2 ** 31 - 1;

export const misused = (name: string) =>
  `The function is not allowed to be used this way in an expression; function: ${name}`;

/**
 * Reads one expression from left to right. Syntax errors are thrown at once; semantic errors are kept until the end,
 * because AWS reports syntax errors first.
 */
export class ExpressionReader {
  private readonly text: string;
  private readonly tokens: string[] = [];
  /** The start and end of each token in the text. */
  private readonly spans: [from: number, to: number][] = [];
  private readonly parameter: string;
  private readonly placeholders: Placeholders;
  /** The token positions of the parentheses that were closed last. */
  group: { from: number; to: number } | undefined;
  private at = 0;
  private operators = 0;
  private depth = 0;
  private fault: string | undefined;

  constructor(parameter: string, text: string, placeholders: Placeholders) {
    this.parameter = parameter;
    this.text = text;
    this.placeholders = placeholders;
    if (text.trim() === '') throw this.refusal('The expression can not be empty;');
    const length = Buffer.byteLength(text);
    if (length > maxLength)
      throw this.refusal(`Expression size has exceeded the maximum allowed size; expression size: ${length}`);
    this.split();
  }

  get position(): number {
    return this.at;
  }

  /** The current token, or one further ahead. */
  peek(ahead = 0): string | undefined {
    return this.tokens[this.at + ahead];
  }

  next(): string {
    const found = this.tokens[this.at];
    if (found === undefined) throw this.unexpected();
    this.at++;
    return found;
  }

  accept(word: string): boolean {
    if (this.peek()?.toUpperCase() !== word) return false;
    this.at++;
    return true;
  }

  expect(word: string) {
    if (!this.accept(word)) throw this.unexpected();
  }

  /** Reads a list with commas. */
  list<T>(read: () => T): T[] {
    const found = [read()];
    while (this.accept(',')) found.push(read());
    return found;
  }

  /** Reads one nesting level deeper. */
  deeper<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > maxDepth) throw this.refusal(this.fault ?? 'The expression is nested too deeply;');
    const found = read();
    this.depth -= 1;
    return found;
  }

  path(): Path {
    const path: Path = [this.pathStep()];
    for (;;) {
      if (this.accept('.')) path.push(this.pathStep());
      else if (this.accept('[')) {
        if (!/^[0-9]+$/.test(this.peek() ?? '')) throw this.unexpected();
        path.push(this.index());
        this.expect(']');
      } else break;
    }
    if (path.length > maxNesting)
      this.noteFault(`The document path has too many nesting elements; nesting levels: ${path.length}`);
    return path;
  }

  value(): AttributeValue {
    const name = this.next();
    const value = this.placeholders.value(name);
    if (value !== undefined) return value;
    this.noteFault(
      `An expression attribute value used in expression is not defined; attribute value: ${name}`,
    );
    return { NULL: true };
  }

  isValue(): boolean {
    return this.peek()?.startsWith(':') ?? false;
  }

  isFunction(): boolean {
    return this.peek(1) === '(' && /^[A-Za-z]/.test(this.peek() ?? '');
  }

  /** Keeps the first semantic error. */
  noteFault(fault: string) {
    this.fault ??= fault;
  }

  /** Counts comparisons, BETWEEN, IN, AND, OR and NOT, but neither functions nor parentheses. */
  countOperator() {
    this.operators += 1;
    if (this.operators > maxOperators)
      this.noteFault(`The expression contains too many operators; operator count: ${this.operators}`);
  }

  checkApart(paths: Path[]) {
    for (let i = 0; i < paths.length; i++)
      for (let j = 0; j < i; j++) {
        const clash = clashOf(paths[j] as Path, paths[i] as Path);
        if (clash) return this.noteFault(clash);
      }
  }

  /** Must be called at the end. */
  finish() {
    if (this.peek() !== undefined) throw this.unexpected();
    if (this.fault !== undefined) throw this.refusal(this.fault);
  }

  unexpected(): Error {
    const near = this.spans.slice(Math.max(0, this.at - 1), this.at + 2);
    return this.syntaxError(this.peek() ?? '<EOF>', this.text.slice(near[0]?.[0], near.at(-1)?.[1]));
  }

  private syntaxError(found: string, near: string) {
    return this.refusal(`Syntax error; token: "${found}", near: "${near}"`);
  }

  private refusal(fault: string) {
    return invalid(`Invalid ${this.parameter}: ${fault}`);
  }

  private split() {
    const text = this.text.trimEnd();
    token.lastIndex = 0;
    while (token.lastIndex < text.length) {
      const from = token.lastIndex;
      const match = token.exec(text);
      const found = match?.[1] ?? match?.[2];
      if (found === undefined) throw this.unknownCharacter(text.length - text.slice(from).trimStart().length);
      this.tokens.push(found);
      this.spans.push([token.lastIndex - found.length, token.lastIndex]);
    }
  }

  /** The error for a character that begins no token. */
  private unknownCharacter(at: number): Error {
    const from = this.spans.at(-1)?.[0] ?? at;
    const next = /^\S/.test(this.text.slice(at + 1)) ? 1 : 0;
    return this.syntaxError(this.text.charAt(at), this.text.slice(from, at + 1 + next));
  }

  private index(): number {
    const index = this.next();
    if (Number(index) > maxIndex)
      this.noteFault(`List index is not within the allowable range; index: [${index}]`);
    return Number(index);
  }

  private pathStep(): string {
    const word = this.peek() ?? '';
    if (word.startsWith('#')) {
      this.at++;
      const name = this.placeholders.name(word);
      if (name === undefined)
        this.noteFault(
          `An expression attribute name used in the document path is not defined; attribute name: ${word}`,
        );
      return name ?? word;
    }
    if (!/^[A-Za-z]/.test(word)) throw this.unexpected();
    this.at++;
    if (isReserved(word)) this.noteFault(`Attribute name is a reserved keyword; reserved keyword: ${word}`);
    return word;
  }
}
