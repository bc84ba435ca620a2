import { collection } from "../lib/linked.js";
import { groupBy, termsOf } from "../lib/model.js";
import { esc, foreign, page } from "../lib/parts.js";
import { count, languages, site, t } from "../lib/words.js";

// All actors, topics, places or documents of a language.
const KINDS = ["actors", "topics", "places", "documents"];

export const data = {
  indexes: languages.flatMap((lang) => KINDS.map((kind) => ({ lang, kind }))),
  pagination: { data: "indexes", size: 1, alias: "index" },
  permalink: ({ index }) => `/${index.lang}/${index.kind}.html`,
  eleventyExcludeFromCollections: true,
  eleventyImport: { collections: ["lists"] },
};

export function render({ index: { lang, kind } }) {
  const title = t(lang, kind);
  const entry = ({ url, name, about, events }) => {
    const shown = about.original ? `<bdi${foreign(lang, about.language)}>${esc(about.original)}</bdi>` : `<bdi>${esc(name)}</bdi>`;
    const detail = about.original && lang !== about.language ? ` <span class="detail"><bdi>${esc(name)}</bdi></span>` : "";
    return `<li><a href="${url}">${shown}</a> <span class="count">${count(lang, "num_event", events.length)}</span>${detail}</li>\n`;
  };
  const terms = Object.values(termsOf(lang, kind));
  const groups = groupBy(terms, ({ about }) => about.group ?? "");
  const sections = [...groups].map(
    ([group, terms]) => `<${group ? "section" : "div"} class="group">
${group ? `<h2>${t(lang, group)}</h2>` : ""}
<ul class="index">
${terms.map(entry).join("")}</ul>
</${group ? "section" : "div"}>
`,
  );
  return page({
    lang,
    path: `${kind}.html`,
    section: kind,
    kind,
    title,
    description: `${title}${t(lang, "colon")}${site.title[lang]}`,
    above: [],
    more: collection(terms.map((term) => term.url)),
    content: `<header class="intro"><h1>${title}</h1></header>\n${sections.join("")}`,
  });
}
