import { AwsError } from '../service.ts';

/** An element of an XML request. */
export class Element {
  readonly name: string;
  readonly children: Element[] = [];
  text = '';

  constructor(name: string) {
    this.name = name;
  }

  all(name: string): Element[] {
    return this.children.filter((child) => child.name === name);
  }

  first(name: string): Element | undefined {
    return this.all(name)[0];
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Parses the small XML documents of requests: elements and text. Anything else is malformed. */
export function readXml(source: string): Element {
  const top = new Element('');
  const open = [top];
  const parts = source.matchAll(
    /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([\w:.-]+)((?:\s[^<>]*?)?)(\/?)>|([^<]+)|(<)/g,
  );
  for (const [, closing, name, , empty, text, stray] of parts) {
    const parent = open.at(-1);
    if (stray || !parent) throw malformed();
    if (text !== undefined) parent.text += decode(text);
    else if (name !== undefined && closing) {
      if (parent.name !== localName(name)) throw malformed();
      open.pop();
    } else if (name !== undefined) {
      const element = new Element(localName(name));
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const [root, ...others] = top.children;
  if (open.length !== 1 || !root || others.length > 0) throw malformed();
  return root;
}

const localName = (name: string) => name.replace(/^.*:/, '');

const decode = (text: string) =>
  text.replace(/&(#x?)?(\w+);/g, (_, number: string | undefined, name: string) => {
    const decoded = number === undefined ? entities[name] : characterOf(name, number === '#x' ? 16 : 10);
    if (decoded === undefined) throw malformed();
    return decoded;
  });

function characterOf(digits: string, base: number) {
  const code = Number.parseInt(digits, base);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

const malformed = () =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
