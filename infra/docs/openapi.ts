import { pathToFileURL } from 'node:url';
import type * as zod from 'zod';
import { globalRegistry } from 'zod';
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOverrideContext,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import type { Described } from '../../shared/lambda/contract.ts';
import { newsroom } from '../../shared/newsroom.ts';
import { isRefusedReadOnly } from '../../shared/read-only-routes.ts';
import { buildContracts } from '../build/build.ts';
import { type FunctionName, functions } from '../topology.ts';
import { operation } from './operation.ts';
import { gatewayMessageSchema, problemSchema } from './refusals.ts';

export type Contract = Described['contract'];

/** What every route takes and answers, as its own file says, and the copy of zod that made those schemas. */
export async function contractsOf() {
  const file = await buildContracts();
  return (await import(`${pathToFileURL(file).href}?${Date.now()}`)) as {
    contracts: Record<FunctionName, Contract>;
    z: typeof zod;
  };
}

/** The contract of the HTTP API, OpenAPI 3.1, from the schemas that check the requests. */
export async function openapi() {
  const { contracts, z } = await contractsOf();
  const paths: ZodOpenApiPathsObject = {};
  for (const [name, { on, may }] of functions) {
    if (!('route' in on) || on.route.startsWith('ANY ')) continue;
    const [method = '', path = ''] = on.route.split(' ');
    const route = {
      method,
      path,
      isOpen: on.open === true,
      isAlone: may.length === 0,
      isRefused: isRefusedReadOnly(on.route),
    };
    const described = operation(name, contracts[name], route, z);
    paths[path] = { ...paths[path], [method.toLowerCase()]: described };
  }
  return createDocument({ ...about, paths, components }, { outputIdSuffix: 'Answer', override });
}

const components: ZodOpenApiObject['components'] = {
  schemas: { Problem: problemSchema, GatewayMessage: gatewayMessageSchema },
  securitySchemes: {
    token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    idToken: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'The ID token of a sign-in, which says the mail address of the account',
    },
  },
};

/** A schema with a name says it, where readers see one of several; what the format or the type already says is left out. */
function override({ jsonSchema, zodSchema }: ZodOpenApiOverrideContext) {
  const { id } = globalRegistry.get(zodSchema) ?? {};
  if (id !== undefined) jsonSchema.title = id;
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

const tags = [
  ['newsroom', 'The paper as its desk has to know it.'],
  ['articles', 'The desk: filing, clearing, correcting and withdrawing articles.'],
  ['fronts', 'What leads the home page and the sections’ fronts.'],
  ['authors', 'Who bylines refer to.'],
  ['redirects', 'Old addresses that lead to new ones.'],
  ['ads', 'What advertisers book, and where it stands.'],
  [
    'media',
    'Files that are uploaded, checked and shown: pictures of the newsroom, and the images and HTML of ads.',
  ],
  ['audience', 'Readers who want mail.'],
  ['mailings', 'Alerts on their way to readers: whom they reached, and stopping them.'],
  ['people', 'Who works here: the names of the accounts in records.'],
  ['facts', 'What happened, announced again.'],
  ['api', 'The API itself.'],
] as const;

const introduction = `Articles go from draft through submission and approval to readers. Every write names the version it changes
(\`If-Match\` with the \`ETag\` you read; \`*\` for any) and may carry an \`Idempotency-Key\`, so that sending it again within
24 hours gives the same answer. Errors are problem documents (RFC 9457) with a stable \`code\`; a link opened in a
browser (\`Accept: text/html\`) is refused in words. Some are answered by the gateway, before any of this runs: 401
without a token that is good, 413, 429, 500 and 503 have a \`message\` alone. Instants are ISO 8601 in UTC;
any offset is taken. Text is kept in Unicode NFC; lengths count code points.`;

const about: Omit<ZodOpenApiObject, 'paths' | 'components'> = {
  openapi: '3.1.0',
  info: {
    title: `${newsroom.name} (Khobor): HTTP API`,
    version: '1.0.0',
    description: introduction,
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  tags: tags.map(([name, description]) => ({ name, description })),
};
