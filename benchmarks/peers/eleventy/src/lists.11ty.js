import { collection } from "../lib/linked.js";
import { groupBy, passages, termsOf, year } from "../lib/model.js";
import { esc, foreign, line, page, parts, partsByLine, quote, stretch, stretchStrip, tellings, ways, years } from "../lib/parts.js";
import { count, day, languages, site, t } from "../lib/words.js";

// The lists of events, one page for each part.
export const data = {
  pagination: { data: "collections.lists", size: 1, alias: "list" },
  permalink: ({ list }) => list.url,
  eleventyExcludeFromCollections: true,
};

const KINDS = { actors: "actor", topics: "topic", places: "place", selections: "selection", years: "year" };
const SECTIONS = new Set(["actors", "topics", "places", "documents"]);

export function render({ list }) {
  if (list.kind === "documents") return document(list);
  if (list.kind === "disagreements") return disagreements(list);
  const { lang, kind, name, shown } = list;
  const later = list.part > 1;
  const term = later ? undefined : list.term; // what is known of it stands on the first part
  const label = t(lang, KINDS[kind]);
  const role = term?.about.role?.[lang];
  const number = count(lang, "num_event", later ? shown.length : list.events.length);
  const when = later ? stretch(shown) : name;
  const groups = groupBy(shown, year);
  const others = languages.filter((other) => other !== lang);
  return wrapped(list, KINDS[kind], `${name} (${label})`, `${name}${t(lang, "colon")}${role ?? label}. ${number}.`, `<header class="intro">
<p class="kind">${label}</p>
<h1>${esc(name)}</h1>
${role ? `<p class="lede">${esc(role)}</p>` : ""}
<ul class="figures">${later ? `<li>${when}</li>` : ""}<li>${number}</li></ul>
</header>
${
  term
    ? `<dl class="facts">
<div><dt>${t(lang, "in_other_languages")}</dt><dd><ul class="links names">${others.map((other) => `<li><bdi${foreign(lang, other)}>${esc(term.about.name[other])}</bdi></li>`).join("")}</ul></dd></div>
</dl>`
    : ""
}
${later || kind === "years" ? stretchStrip(lang, when, shown) : ""}${parts(list)}${ways(lang, groups)}${years(groups)}${parts(list, true)}${term && kind === "actors" ? appearsWith(list) : ""}${kind === "years" ? beside(list) : ""}`);
}

const wrapped = (list, kind, title, description, content) =>
  page({
    lang: list.lang,
    path: list.url.replace(`/${list.lang}/`, ""),
    same: list.all[0].url.replace(`/${list.lang}/`, ""),
    section: list.kind,
    kind,
    title,
    description,
    part: list.part,
    above: SECTIONS.has(list.kind) ? [[t(list.lang, list.kind), `/${list.lang}/${list.kind}.html`]] : [],
    more: collection(list.shown.map((event) => event.url), list.term),
    content,
  });

// The actors who stand in events with one, most often first.
function appearsWith({ lang, id, events }) {
  const counts = new Map();
  for (const event of events)
    for (const other of event.data.actors) if (other !== id) counts.set(other, (counts.get(other) ?? 0) + 1);
  if (!counts.size) return "";
  const actors = termsOf(lang, "actors");
  const entries = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return `<section class="group" aria-labelledby="_with">
<h2 id="_with">${t(lang, "appears_with")}</h2>
<ul class="index">
${entries.map(([other, number]) => `<li><a href="${actors[other].url}"><bdi>${esc(actors[other].name)}</bdi></a> <span class="count">${count(lang, "in_num_event", number)}</span></li>\n`).join("")}</ul>
</section>`;
}

function beside({ lang, before, after }) {
  const link = (kind, rel, there) =>
    there
      ? `<p class="${kind}"><a href="${there.url}" rel="${rel}">${there.name}</a> <span class="count">${count(lang, "num_event", there.events.length)}</span></p>\n`
      : "";
  return `<nav class="neighbours" aria-label="${t(lang, "before_and_after")}">
${link("before", "prev", before)}${link("after", "next", after)}</nav>`;
}

// What rests on a document, in the order of its lines.
function document(list) {
  const { lang, id, name } = list;
  const { about } = list.term;
  const own = about.language === lang;
  const resting = (event) => `<section class="resting" id="${event.fileSlug}">
<h3>${line(event)}</h3>
${passages(event)
  .filter((passage) => passage.document === id)
  .map((passage) => quote(lang, passage, false))
  .join("")}</section>
`;
  return wrapped(list, "document", name, name, `<header class="intro">
<p class="kind">${t(lang, "document_label", { label: about.label })}</p>
<h1${about.original.length > 45 ? ' class="long"' : ""}>${own ? esc(about.original) : `<bdi${foreign(lang, about.language)}>${esc(about.original)}</bdi>`}</h1>
${own ? "" : `<p class="lede">${esc(name)}</p>`}
<ul class="figures"><li>${t(lang, about.kind)}</li><li>${t(lang, "in_language", { language: site.calls[about.language][lang] })}</li><li>${count(lang, "num_event", list.events.length)}</li></ul>
</header>
<dl class="facts">
<div><dt>${t(lang, "publisher")}</dt><dd><bdi>${esc(about.publisher[lang])}</bdi></dd></div>
<div><dt>${t(lang, "date")}</dt><dd>${day(lang, about.date)}</dd></div>
<div><dt>${t(lang, "stored_as")}</dt><dd><bdi dir="ltr"><code>${id}</code></bdi></dd></div>
<div><dt>SHA-256</dt><dd><bdi dir="ltr"><code class="long">${about.sha256}</code></bdi></dd></div>
</dl>
${partsByLine(list)}<section class="evidence" aria-labelledby="_passages">
<h2 id="_passages">${t(lang, "what_rests_on_it_passage_by")}</h2>
${list.shown.map(resting).join("")}</section>
${partsByLine(list, true)}`);
}

function disagreements(list) {
  const { lang, name } = list;
  const entry = (event) => `<section class="differ">
<h2>${line(event)}</h2>
${tellings(lang, event.data.accounts)}</section>
`;
  return wrapped(list, "disagreements", name, t(lang, "every_point_on_which_the_documents"), `<header class="intro">
<h1>${name}</h1>
<p class="lede">${t(lang, "where_documents_disagree_with_each_other")}</p>
</header>
${list.shown.map(entry).join("")}${parts(list)}`);
}
