import { useEffect } from 'preact/hooks';
import { pulse } from '../api/activity.ts';
import { type Resource, resource } from '../api/resource.ts';

/** What the API has at a path, read again whenever something happens in the newsroom. */
export function useResource<T>(path: string): Resource<T> {
  const found = resource<T>(path);
  const news = pulse.value;
  useEffect(() => void found.refresh(), [found, news]);
  return found;
}
