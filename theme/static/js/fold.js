// Letters that count as the same when words are looked for: the twin of model/folding.py, held to it by a test.
const SAME = {
  "ی": "ي", "ۍ": "ي", "ے": "ي", "ې": "ي", "ى": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه",
  "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "ς": "σ", "ـ": "",
};
const IGNORABLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/;
const MARK = /(?=\p{M})[\u0300-\u0333\u0339-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08ca-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]/u;
const LETTER = /[\p{L}\p{N}\p{M}]/u;
const DIGIT = /\p{Nd}/u;
const SEATED = /[ءؤئ](?=و)/g;
const APART = /(?<![^ ])(ن?مي) (?=[^ ])|(?<=[^ ]) (?=(?:ها(?:ي(?:[يمتش]|مان|تان|شان)?)?|تر(?:ين)?|اند)(?![^ ]))/g; // of Persian verbs, and of endings
const WORD = /[\u0600-\u06ff]+|[^\u0600-\u06ff ]+/g;
const PARTICLES = "وفبكل";
const ARTICLE = "ال";
const LEAST = 3;
const SHORT = 3;
const END = "\u02bc"; // of short words, so that they are not the beginning of others

const folded = new Map();

function digit(char) {
  let zero = 0;
  while (zero < 9 && DIGIT.test(String.fromCodePoint(char.codePointAt(0) - zero - 1))) zero++;
  return String(zero);
}

function foldOne(char) {
  if (char === "й" || char === "Й") return "й";
  if (IGNORABLE.test(char)) return "";
  return [...char.normalize("NFKD").toLowerCase().replaceAll("\u0345", "ι").normalize("NFKD")]
    .filter((letter) => !MARK.test(letter))
    .map((letter) => SAME[letter] ?? (DIGIT.test(letter) ? digit(letter) : letter))
    .join("");
}

export function fold(text) {
  let all = "";
  for (const char of text) {
    if (!folded.has(char)) folded.set(char, foldOne(char));
    all += folded.get(char);
  }
  return all;
}

// What is written onto Arabic words is taken off, from those that are looked for as from those that are looked in.
function bare(word) {
  for (;;) {
    const attached = word.startsWith(ARTICLE) ? ARTICLE.length : PARTICLES.includes(word[0]) ? 1 : 0;
    if (!attached || word.length - attached < LEAST) return word.length > SHORT ? word : word + END;
    word = word.slice(attached);
  }
}

export function sought(text) {
  const spaced = [...fold(text)].map((letter) => (LETTER.test(letter) ? letter : " ")).join("");
  return (spaced.replace(APART, "$1").match(WORD) ?? []).map(bare);
}

// What is asked for; its last word may still be written.
export function wanted(query) {
  const words = sought(query);
  return words.map((word, at) => (at === words.length - 1 ? word.replace(END, "") : word));
}

// Where a text has any of some words, as pairs of text and whether it is one of them.
export function marked(text, words) {
  const parts = [];
  for (const part of text.split(/([\p{L}\p{N}\p{M}\u0640\u00ad\u200b-\u200f]+)/u)) {
    const whole = parts.slice(-2).join("") + part;
    if (parts.at(-1) === " " && sought(whole).length === 1) parts.splice(-2, 2, whole);
    else parts.push(part);
  }
  const has = (part) => sought(part).some((it) => words.some((word) => fits(it, word)));
  return parts.filter(Boolean).map((part) => [part, ways(part).some(has)]);
}

// A word, and how others write it: the index has it in all these ways.
function ways(word) {
  return [...new Set([word, word.replaceAll("\u200cو", " و "), ...[..."ءؤئ"].map((seat) => word.replace(SEATED, seat))])];
}

// Endings differ: search finds words by their stems.
function fits(word, wanted) {
  return word.startsWith(wanted.length > 5 ? wanted.slice(0, -2) : wanted);
}
