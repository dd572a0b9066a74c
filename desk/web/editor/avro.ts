/*! Bengali by sound: nodejs-avro-phonetic 1.0.2, a port of jsAvroPhonetic. (c) OmicronLab, Rifat Nabi, Wahid Sadik. Mozilla Public License 1.1; its source is the npm package of that name. */
import avro from 'nodejs-avro-phonetic';

/** Bengali of what was typed by the rules of Avro Phonetic, in NFC. A point between digits stays one. */
export const bengaliBySound = (typed: string): string =>
  avro.parse(typed.replace(/(\d)\.(?=\d)/g, '$1.`')).normalize('NFC');
