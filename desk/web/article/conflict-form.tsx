import { useState } from 'preact/hooks';
import { type Block, picturesOf, plainText } from '../../../shared/articles/body.ts';
import { words } from '../words/words.ts';
import { copyText } from './copy-text.ts';
import type { FieldName, Fields } from './fields.ts';
import type { Choice, OpenArticle } from './open-article.ts';

/** A place where two people have something else, in words; `key` says which two texts they are. */
type Question = { key: string; name: FieldName; mine: string; theirs: string; mayBeBoth: boolean };

/**
 * What two people changed at once, field by field, and of the body block by block. Nothing is taken until somebody has
 * said of each whose it is; whoever types on meanwhile is asked of what is there then.
 */
export function ConflictForm({ article }: { article: OpenArticle }) {
  const w = words.value;
  const conflict = article.conflict.value;
  const [chosen, setChosen] = useState<Readonly<Record<string, Choice>>>({});
  const [isCopied, setCopied] = useState(false);
  if (!conflict) return null;
  const mine = article.fields.value;
  const { conflicts, pieces } = conflict.merged;
  const fields = conflicts
    .filter((name) => name !== 'body')
    .map((name) => questionOf(name, shownOf(mine, name), shownOf(conflict.theirs, name), false));
  const blocks = pieces
    .filter((piece) => 'conflict' in piece)
    .map(({ conflict: { mine, theirs } }) => questionOf('body', textOf(mine), textOf(theirs), true));
  const questions = [...fields, ...blocks];
  const isOpen = questions.some(({ key }) => chosen[key] === undefined);
  const resolve = () =>
    article.resolve({
      fields: Object.fromEntries(fields.map(({ name, key }) => [name, chosen[key]])),
      body: blocks.map(({ key }) => chosen[key]).filter((choice) => choice !== undefined),
    });
  const copyMine = async () => {
    await copyText(mine, w);
    setCopied(true);
  };
  const says = { mine: w.mineIs, theirs: w.theirsIs, both: w.bothAre };
  return (
    <section class="notice warns" role="alert">
      <p>{w.stale}</p>
      <p class="soft">{w.staleMerged}</p>
      {questions.map(({ key, name, mayBeBoth, ...texts }) => (
        <fieldset key={key} class="versions">
          <legend>{w[name]}</legend>
          {(['mine', 'theirs', 'both'] as const)
            .filter((choice) => choice !== 'both' || mayBeBoth)
            .map((choice) => (
              <label key={choice} class="choice">
                <input
                  type="radio"
                  name={key}
                  checked={chosen[key] === choice}
                  onChange={() => setChosen({ ...chosen, [key]: choice })}
                />
                <span>
                  <strong>{says[choice]}</strong>
                  {choice !== 'both' && <span class="version">{texts[choice] || w.takenOut}</span>}
                </span>
              </label>
            ))}
        </fieldset>
      ))}
      <div class="acts">
        <button type="button" class="main" disabled={isOpen} onClick={resolve}>
          {w.resolve}
        </button>
        <button type="button" onClick={() => void copyMine()}>
          {isCopied ? w.copied : w.copyMine}
        </button>
      </div>
    </section>
  );
}

const questionOf = (name: FieldName, mine: string, theirs: string, mayBeBoth: boolean): Question => ({
  key: JSON.stringify([name, mine, theirs]),
  ...{ name, mine, theirs, mayBeBoth },
});

/** Blocks as text, pictures by what they show. */
const textOf = (blocks: readonly Block[]) =>
  blocks
    .map((block) =>
      [...picturesOf(block).map(({ alt, asset }) => alt ?? asset), plainText([block])].join('\n'),
    )
    .join('\n')
    .trim();

function shownOf(fields: Fields, name: Exclude<FieldName, 'body'>): string {
  if (name !== 'lead') return fields[name];
  const { lead } = fields;
  return lead ? [lead.alt, lead.credit, lead.asset].filter(Boolean).join(' · ') : '';
}
