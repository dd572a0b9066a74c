/** Consonants, vowels, signs and digits of a Bijoy font (SutonnyMJ), each by the character that a key of it leaves. */
const letters: Record<string, string> = Object.fromEntries(
  pairs(
    'A অ B ই C ঈ D উ E ঊ F ঋ G এ H ঐ I ও J ঔ K ক L খ M গ N ঘ O ঙ P চ Q ছ R জ S ঝ T ঞ U ট V ঠ W ড X ঢ Y ণ Z ত _ থ ` দ a ধ b ন c প d ফ e ব f ভ g ম h য i র j ল k শ l ষ m স n হ o ড\u09BC p ঢ\u09BC q য\u09BC r ৎ s ং t ঃ u ঁ 0 ০ 1 ১ 2 ২ 3 ৩ 4 ৪ 5 ৫ 6 ৬ 7 ৭ 8 ৮ 9 ৯ | ।',
  ),
);

/** Vowel signs that stand behind their letter. */
const signs: Record<string, string> = Object.fromEntries(pairs('v া x ী y ু z ু ~ ূ ‚ ূ „ ৃ … ৃ Š ৗ'));

/** Vowel signs that are typed before their letter, and stand behind it in Unicode. */
const before: Record<string, string> = Object.fromEntries(pairs('w ি † ে ‡ ে ˆ ৈ ‰ ৈ'));

/** Conjuncts that have a character of their own. */
const conjuncts: Record<string, string> = Object.fromEntries(
  pairs(
    '° ক্ক ± ক্ট ³ ক্ত ´ ক্ম µ ক্র ¶ ক্ষ ÿ ক্ষ · ক্স ¸ গু ¹ জ্ঞ º গ্দ » গ্ধ ¼ ঙ্ক ½ ঙ্গ ¾ জ্জ ¿ ্ত্র À জ্ঝ Á জ্ঞ Â ঞ্চ Ã ঞ্ছ Ä ঞ্জ Å ঞ্ঝ Æ ট্ট Ç ড্ড È ণ্ট É ণ্ঠ Ê ণ্ড Ë ত্ত Ì ত্থ Í ত্ম Î ত্র Ï দ্দ × দ্ধ Ø দ্ব Ù দ্ম Ú ন্ঠ Û ন্ড Ü ন্ধ Ý ন্স Þ প্ট ß প্ত à প্প á প্স â ব্জ ã ব্দ ä ব্ধ å ভ্র ç ম্ফ é ল্ক ê ল্গ ë ল্ট ì ল্ড í ল্প î ল্ফ ï শু ð শ্চ ñ শ্ছ ò ষ্ণ ó ষ্ট ô ষ্ঠ õ ষ্ফ ö স্খ ÷ স্ট ø স্ন ù স্ফ û হু ü হৃ ý হ্ন þ হ্ম Ë ত্ত',
  ),
);

/** Parts of conjuncts that join what stands before them. */
const joinedBehind: Record<string, string> = Object.fromEntries(
  pairs('ú ্প ¨ ্য ª ্র « ্র Ö ্র ¡ ্ব ¦ ্ব ^ ্ব ¢ ্ভ £ ্ভ œ ্ন § ্ম ¥ ্ম ­ ্ল ¬ ্ল'),
);

/** Parts that begin a conjunct: what stands behind them is joined to them. */
const joinedBefore: Record<string, string> = Object.fromEntries(
  pairs('š ন্ ¤ ম্ ® ষ্ ¯ স্ ” চ্ “ চ্ • ঙ্ ˜ দ্ › ন্ ™ দ্'),
);

const isLetter = (sign: string) => Object.hasOwn(conjuncts, sign) || Object.hasOwn(letters, sign);

const reph = '©';

function pairs(table: string): [string, string][] {
  const all = table.split(' ');
  return all.flatMap((sign, at) => (at % 2 === 0 ? [[sign, all[at + 1] ?? '']] : []));
}

/** A letter or a conjunct with what stands around it: its vowel sign, and ং, ঃ or ঁ behind all. */
type Cluster = { text: string; sign: string; tail: string; hasReph: boolean };
const clusterOf = (text: string, sign = ''): Cluster => ({ text, sign, tail: '', hasReph: false });

/**
 * Text typed for the Bijoy font, in Unicode (NFC): conjuncts, the reph over its letter, vowel signs behind it. Each
 * character that is none of the font's stays as it is, in its place. Whether a text is Bijoy is asked before: what is
 * English becomes letters without a meaning.
 */
export function unicodeOfBijoy(bijoy: string): string {
  const out: string[] = [];
  /** A sign that was typed before the letter it belongs to. */
  let waiting = '';
  let cluster: Cluster | undefined;
  const end = () => {
    if (cluster) out.push(textOf(cluster));
    cluster = undefined;
  };
  const giveUp = () => {
    end();
    // No letter came: the sign is shown by itself rather than lost.
    if (waiting !== '') out.push(waiting);
    waiting = '';
  };
  for (const sign of bijoy) {
    const consonant = isLetter(sign) ? (conjuncts[sign] ?? letters[sign]) : undefined;
    if (Object.hasOwn(before, sign)) {
      giveUp();
      waiting = before[sign] ?? '';
    } else if (sign === reph && cluster) cluster.hasReph = true;
    else if (Object.hasOwn(signs, sign) && cluster) {
      cluster.sign = composed(cluster.sign, signs[sign] ?? '');
    } else if (Object.hasOwn(joinedBehind, sign) && cluster) {
      cluster.text = joined(cluster.text, joinedBehind[sign] ?? '');
    } else if (Object.hasOwn(joinedBefore, sign)) {
      const part = joinedBefore[sign] ?? '';
      if (cluster?.text.endsWith(virama)) cluster.text += part;
      else {
        end();
        cluster = clusterOf(part, waiting);
        waiting = '';
      }
    } else if (consonant !== undefined) {
      if (isMark(consonant) && cluster) cluster.tail += consonant;
      else if (isMark(consonant) || consonant === '।') {
        giveUp();
        out.push(consonant);
      } else if (cluster?.text.endsWith(virama)) cluster.text = joined(cluster.text, consonant);
      else if (cluster && consonant.startsWith(virama)) cluster.text = joined(cluster.text, consonant);
      else {
        end();
        cluster = clusterOf(consonant, waiting);
        waiting = '';
      }
    } else if (sign === dash && cluster?.text.endsWith(virama)) {
      cluster.text += 'ত';
    } else if (sign === '&' && cluster) {
      cluster.text += virama;
    } else {
      giveUp();
      out.push(sign);
    }
  }
  giveUp();
  return out.join('').replaceAll('অা', 'আ').normalize('NFC');
}

const virama = '\u09CD';
/** The dash is a dash, and behind a part that begins a conjunct the font's lower ত. */
const dash = '—';
const isMark = (text: string) => /^[\u0981-\u0983]$/.test(text);
const joined = (one: string, other: string) =>
  one.endsWith(virama) && other.startsWith(virama) ? one + other.slice(1) : one + other;

/** ে and া around a letter are ো, ে and ৗ are ৌ. */
function composed(sign: string, next: string): string {
  if (sign === 'ে' && next === 'া') return 'ো';
  if (sign === 'ে' && next === 'ৗ') return 'ৌ';
  return sign + next;
}

const textOf = ({ text, sign, tail, hasReph }: Cluster) => {
  const vowel = /^(.*?)([\u09BE-\u09CC])$/u.exec(text);
  const [letters = text, own = ''] = vowel ? vowel.slice(1) : [text, ''];
  return `${hasReph ? `র${virama}` : ''}${letters}${own}${sign}${tail}`;
};
