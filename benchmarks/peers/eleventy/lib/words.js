// What is said in a language: words of the interface, counts, and dates. A formatter is made once for each language.
import fs from "node:fs";

const read = (name) => JSON.parse(fs.readFileSync(new URL(`../data/${name}.json`, import.meta.url), "utf8"));

export const site = read("site");
export const languages = Object.keys(site.languages);

const words = Object.fromEntries(languages.map((lang) => [lang, read(`words.${lang}`)]));
const plurals = Object.fromEntries(languages.map((lang) => [lang, new Intl.PluralRules(lang)]));
const format = (parts) =>
  Object.fromEntries(
    languages.map((lang) => [
      lang,
      new Intl.DateTimeFormat(`${site.languages[lang].locale}-u-ca-gregory`, { ...parts, timeZone: "UTC" }),
    ]),
  );
const days = format({ dateStyle: "long" });
const months = format({ year: "numeric", month: "long" });

export const t = (lang, key, values) => {
  const text = words[lang][key];
  return values ? text.replace(/%\((\w+)\)s/g, (_, name) => values[name]) : text;
};

export const count = (lang, key, number) => {
  const forms = words[lang][key];
  return (forms[plurals[lang].select(number)] ?? forms.other).replace("%(num)s", number);
};

export const isoDay = (date) => date.toISOString().slice(0, 10);

export const day = (lang, iso) => days[lang].format(new Date(iso));

// A date in EDTF: a day, a month, a year, or two of them; about or uncertain.
export const date = (lang, edtf) =>
  edtf
    .split("/")
    .map((moment) => {
      const plain = moment.replace(/[~?]$/, "");
      const said =
        plain.length === 10 ? day(lang, plain) : plain.length === 7 ? months[lang].format(new Date(plain)) : plain;
      if (moment.endsWith("~")) return t(lang, "about_date", { date: said });
      return moment.endsWith("?") ? t(lang, "date_uncertain", { date: said }) : said;
    })
    .join(" – ");
