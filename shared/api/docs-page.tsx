import type { Site } from '../site/site.ts';
import { html } from '../site/view/html.ts';

type Json = { [name: string]: unknown };

/** As much of an OpenAPI document as the page tells. */
type Contract = {
  info: { title: string; description: string };
  tags: { name: string; description: string }[];
  paths: object;
  components: { schemas: object };
};

type Operation = {
  method: string;
  path: string;
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  parameters: { name: string; in: string; required: boolean; description?: string; schema: Json }[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, { description: string; content: Record<string, { schema: Json }> }>;
};

/** The contract of the API as a page to read: every route with what it takes, answers and refuses. No script. */
export const docsPage = (contract: Contract, { style }: Pick<Site, 'style'>): string => {
  const operations = operationsOf(contract);
  return html(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{contract.info.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="stylesheet" href={style} />
        <meta name="color-scheme" content="light dark" />
      </head>
      <body class="docs">
        <main id="main">
          <h1 class="title">{contract.info.title}</h1>
          <p>
            <Words text={contract.info.description} />
          </p>
          <p>
            As a machine reads it: <a href="/api/openapi.json">openapi.json</a>
          </p>
          {contract.tags.map(({ name, description }) => (
            <section key={name} aria-labelledby={name}>
              <h2 id={name}>{name}</h2>
              <div class="text">
                <p>{description}</p>
              </div>
              {operations
                .filter(({ tags }) => tags.includes(name))
                .map((operation) => (
                  <OperationView key={operation.operationId} operation={operation} />
                ))}
            </section>
          ))}
          <h2 id="schemas">Schemas</h2>
          {Object.entries(contract.components.schemas).map(([name, schema]) => (
            <section key={name}>
              <h3 id={name}>{name}</h3>
              <Fields schema={schema as Json} />
            </section>
          ))}
        </main>
      </body>
    </html>,
  );
};

const operationsOf = ({ paths }: Contract): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as object).map(([method, operation]) => ({
      ...(operation as Operation),
      method: method.toUpperCase(),
      path,
    })),
  );

const OperationView = ({ operation }: { operation: Operation }) => (
  <article class="text">
    <h3 id={operation.operationId}>
      <code>
        {operation.method} {operation.path}
      </code>
    </h3>
    <p>
      {operation.summary}. {operation.description}
    </p>
    {operation.parameters.length > 0 && (
      <ul>
        {operation.parameters.map(({ name, in: where, required, description, schema }) => (
          <li key={name}>
            <code>{name}</code> ({where}
            {required ? '' : ', optional'}): <TypeView schema={schema} /> {description}
          </li>
        ))}
      </ul>
    )}
    {operation.requestBody?.content['application/json'] && (
      <>
        <p>Takes:</p>
        <Fields schema={operation.requestBody.content['application/json'].schema} />
      </>
    )}
    <p>Answers:</p>
    <ul>
      {Object.entries(operation.responses).map(([status, { description, content }]) => (
        <li key={status}>
          <strong>{status}</strong> <Words text={description} />{' '}
          {status.startsWith('2') && <TypeView schema={Object.values(content)[0]?.schema ?? {}} />}
        </li>
      ))}
    </ul>
  </article>
);

/** Text in which code stands between backticks. */
const Words = ({ text }: { text: string }) =>
  text.split('`').map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part));

/** The fields of an object, or what else a schema is. */
function Fields({ schema }: { schema: Json }) {
  if (typeof schema.properties !== 'object') return <TypeView schema={schema} />;
  const required = (schema.required as string[] | undefined) ?? [];
  return (
    <ul>
      {Object.entries(schema.properties as Record<string, Json>).map(([name, field]) => (
        <li key={name}>
          <code>{name}</code>
          {required.includes(name) ? '' : ' (optional)'}: <TypeView schema={field} />{' '}
          {String(field.description ?? '')}
        </li>
      ))}
    </ul>
  );
}

/** What kind of value a schema asks for, in a few words. */
function TypeView({ schema }: { schema: Json }) {
  const { $ref, anyOf, oneOf, items, enum: choices, const: only, type, format, properties } = schema;
  if (typeof $ref === 'string') {
    const name = $ref.split('/').at(-1) ?? '';
    return <a href={`#${name}`}>{name}</a>;
  }
  const either = (anyOf ?? oneOf) as Json[] | undefined;
  if (either)
    return either.map((one, at) => (
      <span key={at}>
        {at > 0 && ' or '}
        <TypeView schema={one} />
      </span>
    ));
  if (Array.isArray(choices)) return <code>{choices.join(' | ')}</code>;
  if (only !== undefined) return <code>{JSON.stringify(only)}</code>;
  if (items) return <>array of {<TypeView schema={items as Json} />}</>;
  if (properties) return <Fields schema={schema} />;
  return <>{[type, format, boundsOf(schema)].filter(Boolean).join(', ')}</>;
}

const boundsOf = ({ minLength, maxLength, pattern }: Json) =>
  [
    maxLength === undefined ? '' : `${minLength ?? 0} to ${maxLength} characters`,
    pattern === undefined ? '' : `as ${pattern}`,
  ]
    .filter(Boolean)
    .join(', ');
