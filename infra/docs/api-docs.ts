import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js';

/** Light or dark as the reader’s system has it: the library knows a class for the dark, but does not set it. */
const dark = matchMedia('(prefers-color-scheme: dark)');
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', followScheme);
followScheme();

SwaggerUI({
  url: '/api/openapi.json',
  dom_id: '#contract',
  deepLinking: true,
  filter: true,
  // A schema says more than a made-up example does: which values are allowed, and what may be left out.
  defaultModelRendering: 'model',
});
