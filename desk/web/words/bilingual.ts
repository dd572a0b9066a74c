import { computed, type ReadonlySignal } from '@preact/signals';
import { language } from './words.ts';

/** The words of one screen in both languages, loaded with it; as `words`, those of the language that the desk speaks. */
export const bilingual = <W extends object>(bn: W, en: NoInfer<W>): ReadonlySignal<W> =>
  computed(() => (language.value === 'bn' ? bn : en));
