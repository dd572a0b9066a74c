import { Resolver } from 'node:dns/promises';

/** Milliseconds that a form waits for the domain name system. The embedded cloud's tests wait longer, on slow machines. */
const patience = 1_000;

/**
 * Whether a domain takes mail, as far as its names say: not when it does not exist, or says that it takes none (a null MX,
 * RFC 7505). One that answers late, wrongly or without an MX may take it. `DNS_SERVER` (`127.0.0.1:5300`) is asked instead
 * of the machine's own servers.
 */
export async function takesMail(
  domain: string,
  server = process.env.DNS_SERVER,
  timeout = Number(process.env.DNS_TIMEOUT ?? patience),
): Promise<boolean> {
  const resolver = new Resolver({ timeout, tries: 1, maxTimeout: timeout });
  if (server !== undefined) resolver.setServers([server]);
  const late = setTimeout(() => resolver.cancel(), timeout);
  try {
    const exchanges = await resolver.resolveMx(domain);
    return exchanges.some(({ exchange }) => exchange !== '');
  } catch (error) {
    return (error as { code?: unknown }).code !== 'ENOTFOUND';
  } finally {
    clearTimeout(late);
  }
}
