import { html } from '../view/html.ts';

/** The contract of the API, as much of an OpenAPI document as the page shows without a script, and the page's assets. */
export type ApiDocs = { contract: Contract; style: string; script: string };

type Contract = {
  info: { title: string; description: string };
  tags: { name: string; description: string }[];
  paths: object;
};

type Operation = { route: string; summary: string; tags: string[] };

/**
 * The contract of the API as a page. Its script draws the contract, to search and to try; until it has loaded, or where it
 * cannot run, the page lists the routes.
 */
export const apiDocsPage = ({ contract: { info, tags, paths }, style, script }: ApiDocs): string =>
  html(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{info.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={style} />
        <link rel="alternate" type="application/json" href="/api/openapi.json" />
        <script src={script} defer></script>
      </head>
      <body>
        <main id="contract">
          <h1>{info.title}</h1>
          <p>{info.description.replaceAll('`', '')}</p>
          <p>
            What each route takes, answers and refuses is in <a href="/api/openapi.json">openapi.json</a>.
          </p>
          {tags.map(({ name, description }) => (
            <section key={name} aria-labelledby={name}>
              <h2 id={name}>{name}</h2>
              <p>{description}</p>
              <Routes of={operationsOf(paths).filter(({ tags }) => tags.includes(name))} />
            </section>
          ))}
        </main>
      </body>
    </html>,
  );

const Routes = ({ of }: { of: Operation[] }) => (
  <ul>
    {of.map(({ route, summary }) => (
      <li key={route}>
        <code>{route}</code> {summary}
      </li>
    ))}
  </ul>
);

const operationsOf = (paths: object): Operation[] =>
  Object.entries(paths as Record<string, Record<string, Omit<Operation, 'route'>>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        ...operation,
        route: `${method.toUpperCase()} ${path}`,
      })),
  );
