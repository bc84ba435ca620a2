import { chooser } from "../lib/linked.js";
import { greetings } from "../lib/parts.js";
import { languages, site } from "../lib/words.js";

export const data = { permalink: "/index.html", eleventyExcludeFromCollections: true };

export function render() {
  const titled = (title) => `<title>${title}</title>`;
  const entry = (lang) =>
    `<a href="/${lang}/" hreflang="${lang}"><strong>${site.languages[lang].name}</strong> <span>${site.title[lang]}</span></a>`;
  const alternates = [...languages.map((lang) => [lang, `${site.url}${lang}/`]), ["x-default", site.url]];
  const data = chooser(site.title[languages[0]]);
  return greetings({ kind: "chooser", path: "/", alternates, titled, entry, data });
}
