type Shape = { method: string; path: string };

const set = (rest = '') => new RegExp(`^/v2/email/configuration-sets/([^/]+)${rest}$`);

const routes: [name: string, method: string, path: RegExp][] = [
  ['SendEmail', 'POST', /^\/v2\/email\/outbound-emails$/],
  ['SendBulkEmail', 'POST', /^\/v2\/email\/outbound-bulk-emails$/],
  ['CreateEmailIdentity', 'POST', /^\/v2\/email\/identities$/],
  ['ListEmailIdentities', 'GET', /^\/v2\/email\/identities$/],
  // Newer clients use POST for this.
  ['ListEmailIdentities', 'POST', /^\/v2\/email\/list-identities$/],
  ['GetEmailIdentity', 'GET', /^\/v2\/email\/identities\/([^/]+)$/],
  ['DeleteEmailIdentity', 'DELETE', /^\/v2\/email\/identities\/([^/]+)$/],
  ['GetAccount', 'GET', /^\/v2\/email\/account$/],
  ['PutAccountSendingAttributes', 'PUT', /^\/v2\/email\/account\/sending$/],
  ['CreateConfigurationSet', 'POST', /^\/v2\/email\/configuration-sets$/],
  ['ListConfigurationSets', 'GET', /^\/v2\/email\/configuration-sets$/],
  // Newer clients use POST for this.
  ['ListConfigurationSets', 'POST', /^\/v2\/email\/list-configuration-sets$/],
  ['GetConfigurationSet', 'GET', set()],
  ['DeleteConfigurationSet', 'DELETE', set()],
  ['PutConfigurationSetSendingOptions', 'PUT', set('/sending')],
  ['PutConfigurationSetSuppressionOptions', 'PUT', set('/suppression-options')],
  ['CreateConfigurationSetEventDestination', 'POST', set('/event-destinations')],
  ['GetConfigurationSetEventDestinations', 'GET', set('/event-destinations')],
  ['UpdateConfigurationSetEventDestination', 'PUT', set('/event-destinations/([^/]+)')],
  ['DeleteConfigurationSetEventDestination', 'DELETE', set('/event-destinations/([^/]+)')],
  ['PutSuppressedDestination', 'PUT', /^\/v2\/email\/suppression\/addresses$/],
  ['GetSuppressedDestination', 'GET', /^\/v2\/email\/suppression\/addresses\/([^/]+)$/],
  ['DeleteSuppressedDestination', 'DELETE', /^\/v2\/email\/suppression\/addresses\/([^/]+)$/],
  ['ListSuppressedDestinations', 'GET', /^\/v2\/email\/suppression\/addresses$/],
];

/** The operation of a request and the labels in its path; undefined for an unsupported operation. */
export function operationOf({
  method,
  path,
}: Shape): { name: string; label: string; sublabel: string } | undefined {
  for (const [name, verb, form] of routes) {
    const match = verb === method ? form.exec(path) : null;
    if (match) return { name, label: decoded(match[1] ?? ''), sublabel: decoded(match[2] ?? '') };
  }
  return undefined;
}

function decoded(label: string) {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}
