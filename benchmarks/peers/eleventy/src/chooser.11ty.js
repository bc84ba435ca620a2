import { greetings } from "../lib/parts.js";
import { languages, site } from "../lib/words.js";

export const data = { permalink: "/index.html", eleventyExcludeFromCollections: true };

export function render() {
  const alternates = languages.map((lang) => `<link rel="alternate" hreflang="${lang}" href="${site.url}${lang}/">\n`);
  const head = (title) => `<link rel="canonical" href="${site.url}">
${alternates.join("")}<link rel="alternate" hreflang="x-default" href="${site.url}">
<title>${title}</title>`;
  const entry = (lang) =>
    `<a href="/${lang}/" hreflang="${lang}"><strong>${site.languages[lang].name}</strong> <span>${site.title[lang]}</span></a>`;
  return greetings("chooser", head, entry);
}
