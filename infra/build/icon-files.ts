import { createHash } from 'node:crypto';
import type { Plugin } from 'esbuild';

/**
 * Makes a file of each icon that a stylesheet carries as a `data:` address, as Swagger UI's does: by the site's policy, images
 * come from the site alone.
 */
export const iconFiles: Plugin = {
  name: 'icon-files',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^data:image\/svg\+xml/ }, ({ path }) => ({
      path: `${createHash('sha256').update(path).digest('hex')}/icon.svg`,
      namespace: 'icon',
      pluginData: decodeURIComponent(path.slice(path.indexOf(',') + 1)),
    }));
    onLoad({ filter: /.*/, namespace: 'icon' }, ({ pluginData }) => ({
      contents: String(pluginData),
      loader: 'file',
    }));
  },
};
