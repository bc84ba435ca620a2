import { collection } from "../lib/linked.js";
import { differing, groupBy, span, termsOf, year } from "../lib/model.js";
import { embed, page, ways, years } from "../lib/parts.js";
import { count, site, t } from "../lib/words.js";

// The timeline of each language, oldest and newest first: all events, or the latest major ones of a long chronology.
export const data = {
  pagination: { data: "collections.homes", size: 1, alias: "home" },
  permalink: ({ home }) => `/${home.lang}/${home.newest ? "newest" : "index"}.html`,
  eleventyExcludeFromCollections: true,
};

export function render({ home }) {
  const { lang, newest, events } = home;
  const long = home.years.length > 0;
  const major = home.selections.find((list) => list.id === "major");
  const shown = long ? (major?.events ?? events).slice(-40) : events;
  const ordered = newest ? shown.toReversed() : shown;
  const groups = groupBy(ordered, year);
  const jump = newest ? home.years.toReversed() : home.years;
  const { first, last } = span(lang);
  const differ = differing(events).length;
  const number = count(lang, "num_event", events.length);
  const link = (list) =>
    `<a href="${list.url}">${list.name}</a> <span class="count">${count(lang, "num_event", list.events.length)}</span>`;
  const order = newest
    ? `<a href="/${lang}/">${t(lang, "oldest_first")}</a>`
    : `<a href="/${lang}/newest.html">${t(lang, "newest_first")}</a>`;
  return page({
    lang,
    path: newest ? "newest.html" : "index.html",
    canonical: "index.html",
    kind: newest ? "newest" : "timeline",
    title: newest ? `${site.title[lang]} (${t(lang, "newest_first")})` : site.title[lang],
    description: site.tagline[lang],
    more: collection(ordered.map((event) => event.url)),
    content: `<header class="intro">
<h1>${site.title[lang]}</h1>
<p class="lede">${site.tagline[lang]}</p>
<ul class="figures">
<li>${number}</li>
<li>${count(lang, "num_document", Object.keys(site.documents).length)}</li>
<li>${first}–${last}</li>
${differ ? `<li><a href="/${lang}/disagreements.html">${count(lang, "num_event_on_which_documents_differ", differ)}</a></li>` : ""}
</ul>
</header>
${filters(lang, long, newest, number)}<nav class="choices" aria-label="${t(lang, "choose_events")}">
<ul>
${["actors", "topics", "places", "documents"].map((kind) => `<li><a href="/${lang}/${kind}.html">${t(lang, kind)}</a></li>\n`).join("")}${home.selections.map((list) => `<li>${link(list)}</li>\n`).join("")}${differ ? `<li><a href="/${lang}/disagreements.html">${t(lang, "where_documents_differ")}</a></li>` : ""}
</ul>
</nav>
${ways(lang, groups, jump, order)}<div data-list>
${long ? `<p class="overview">${t(lang, "the_latest_major_events_stand_here")} ${major ? link(major) : ""}</p>` : ""}
${years(groups)}</div>
${embed(lang, `/${lang}/`, site.title[lang], 640)}`,
  });
}

function filters(lang, long, newest, number) {
  const options = (entries) => entries.map(([value, name]) => `<option value="${value}">${name}</option>\n`).join("");
  const choice = (name, label, entries) => `<label><span>${label}</span>
<select name="${name}">
<option value="">${t(lang, "all")}</option>
${options(entries)}</select></label>
`;
  const terms = (kind) =>
    Object.values(termsOf(lang, kind)).map(({ id, name, about }) => [
      id,
      kind === "documents" ? t(lang, "document_label", { label: about.label }) : name,
    ]);
  const index = ` data-index="timeline.json"${newest ? " data-newest" : ""} data-failed="${t(lang, "the_events_could_not_be_loaded")}"`;
  const statuses = ["alleged", "announced", "forecast"].map((status) => [status, t(lang, status)]);
  return `<form class="filters" data-module="filters"${long ? index : ""} aria-label="${t(lang, "choose_events")}">
${["topic", "actor", "place", "document"].map((kind) => choice(kind, t(lang, kind), terms(`${kind}s`))).join("")}${choice("status", t(lang, "how_sure"), statuses)}<label class="check"><input type="checkbox" name="importance" value="major"> <span>${t(lang, "major_events")}</span></label>
<label class="check"><input type="checkbox" name="differ" value="yes"> <span>${t(lang, "documents_differ")}</span></label>
<label><span>${t(lang, "search_words")}</span> <input type="search" name="q" autocomplete="off"></label>
<p class="count"><output aria-live="polite" data-count="${t(lang, "shown_of_all_events", { shown: "{shown}", all: "{all}" })}">${number}</output> <button type="reset" hidden>${t(lang, "show_all")}</button></p>
</form>
${
  long
    ? `<template id="_found"><section class="found" aria-label="${t(lang, "chosen_events")}"><ol class="events"></ol><p><button type="button">${t(lang, "show_more")}</button></p></section></template>
<template id="_one"><li><article class="card notable"><span class="when"></span><div class="what"><h2><a></a></h2><p class="status"></p></div></article></li></template>
`
    : ""
}`;
}
