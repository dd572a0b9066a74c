/**
 * The sentences of a text, closing quotes and brackets included. They end at । ? and !; a full stop never ends one,
 * because in Bengali it belongs to an abbreviation: ড. মো. এম.
 */
export const sentences = (text: string) =>
  (text.match(/[^।৷?!]*(?:[।৷?!]+[’”'")\]]*|$)/g) ?? []).map((one) => one.trim()).filter(Boolean);
