import { AwsError, type AwsRequest, type AwsResponse, type ServiceContext } from '../service.ts';
import { addressOf } from './address.ts';
import { type Element, readXml } from './xml-reader.ts';

export type CorsRule = {
  ID?: string | undefined;
  AllowedHeader: string[];
  AllowedMethod: string[];
  AllowedOrigin: string[];
  ExposeHeader: string[];
  MaxAgeSeconds?: string | undefined;
};

type Asked = Pick<AwsRequest, 'host' | 'path' | 'method' | 'headers'>;
export type Cors = ReturnType<typeof openCors>;

/** The CORS rules of buckets. Functions that write must be called inside `store.write`. */
export function openCors({ store }: Pick<ServiceContext, 'store'>) {
  store.db.exec('CREATE TABLE IF NOT EXISTS s3_cors (bucket TEXT PRIMARY KEY, rules TEXT) STRICT');

  const rules = (bucket: string): CorsRule[] => {
    const row = store.sql('SELECT rules FROM s3_cors WHERE bucket = ?').get(bucket);
    return row ? JSON.parse(String(row.rules)) : [];
  };
  const set = (bucket: string, to: CorsRule[]) =>
    store.sql('INSERT OR REPLACE INTO s3_cors VALUES (?, ?)').run(bucket, JSON.stringify(to));
  const clear = (bucket: string) => store.sql('DELETE FROM s3_cors WHERE bucket = ?').run(bucket);

  const allowed = ({ headers, method, ...address }: Asked, wanted: string[] = []): Record<string, string> => {
    const { origin } = headers;
    if (origin === undefined) return {};
    const rule = rules(addressOf(address).bucket).find(
      (one) =>
        one.AllowedMethod.includes(method) &&
        one.AllowedOrigin.some((form) => fits(form, origin)) &&
        wanted.every((name) => one.AllowedHeader.some((form) => fits(form.toLowerCase(), name))),
    );
    return rule ? granted(rule, origin) : {};
  };

  /** Answers a preflight request. */
  const preflight = (request: Asked): AwsResponse => {
    const { origin, 'access-control-request-method': method } = request.headers;
    if (!origin || !method)
      throw new AwsError('BadRequest', 'Insufficient information. Origin and method request headers needed.');
    const wanted = names(request.headers['access-control-request-headers']);
    const headers = allowed({ ...request, method }, wanted);
    if (!('access-control-allow-origin' in headers))
      throw new AwsError('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', 403);
    return { status: 200, headers: { ...headers, 'access-control-allow-headers': wanted.join(', ') } };
  };

  return { rules, set, clear, allowed, preflight };
}

/** Reads the body of `PutBucketCors`. */
export function readRules(source: string): CorsRule[] {
  const rules = readXml(source).all('CORSRule').map(readRule);
  if (
    rules.length > 0 &&
    rules.every((rule) => rule.AllowedMethod.length > 0 && rule.AllowedOrigin.length > 0)
  )
    return rules;
  throw new AwsError('MalformedXML', 'A CORS configuration needs rules, each with a method and an origin');
}

const readRule = (rule: Element): CorsRule => {
  const texts = (name: string) => rule.all(name).map(({ text }) => text);
  return {
    ID: rule.first('ID')?.text,
    AllowedHeader: texts('AllowedHeader'),
    AllowedMethod: texts('AllowedMethod'),
    AllowedOrigin: texts('AllowedOrigin'),
    ExposeHeader: texts('ExposeHeader'),
    MaxAgeSeconds: rule.first('MaxAgeSeconds')?.text,
  };
};

function granted({ AllowedOrigin, AllowedMethod, ExposeHeader, MaxAgeSeconds }: CorsRule, origin: string) {
  const isAnyone = AllowedOrigin.includes('*');
  return {
    'access-control-allow-origin': isAnyone ? '*' : origin,
    'access-control-allow-methods': AllowedMethod.join(', '),
    ...(isAnyone ? {} : { 'access-control-allow-credentials': 'true' }),
    ...(ExposeHeader.length > 0 ? { 'access-control-expose-headers': ExposeHeader.join(', ') } : {}),
    ...(MaxAgeSeconds ? { 'access-control-max-age': MaxAgeSeconds } : {}),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** Whether a text matches a pattern with at most one `*`. */
function fits(form: string, text: string) {
  const [start = '', end] = form.split('*');
  if (end === undefined) return form === text;
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}

const names = (list = '') =>
  list
    .toLowerCase()
    .split(/\s*,\s*/)
    .filter(Boolean);
