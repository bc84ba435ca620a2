import { article } from "../../lib/linked.js";
import { beside, eventOf, related, termsOf, year, yearOf } from "../../lib/model.js";
import { cite, embed, esc, history, line, page, quote, strip, tellings, when } from "../../lib/parts.js";
import { t } from "../../lib/words.js";

// The page of an event.
export function render({ lang, page: { fileSlug }, content }) {
  const event = eventOf(lang, fileSlug);
  const { title, summary, importance, status, citations, accounts, added, changes } = event.data;
  const [before, after] = [beside(event, -1), beside(event, 1)];
  const others = related(event);
  const near = [...others, before, after].filter(Boolean);
  const names = (kind, label) => {
    const terms = event.data[kind].map((id) => termsOf(lang, kind)[id]);
    if (!terms.length) return "";
    const links = terms.map((term) => `<li><a href="${term.url}"><bdi>${esc(term.name)}</bdi></a></li>\n`);
    return `<div><dt>${t(lang, label)}</dt><dd><ul class="links">\n${links.join("")}</ul></dd></div>`;
  };
  const why = (other) =>
    ["actors", "topics"]
      .flatMap((kind) =>
        event.data[kind].filter((id) => other.data[kind].includes(id)).map((id) => termsOf(lang, kind)[id].name),
      )
      .map((name) => `<bdi>${esc(name)}</bdi>`)
      .join(t(lang, "comma"));
  const neighbour = (kind, other) =>
    other ? `<div class="${kind}"><p>${t(lang, kind)}</p>${line(other)}</div>\n` : "";
  return page({
    lang,
    path: `events/${fileSlug}.html`,
    kind: "event",
    title,
    description: summary,
    above: yearOf(lang, year(event)),
    days: [["published_time", added], ...(changes ? [["modified_time", changes.at(-1).on]] : [])],
    more: article(event),
    content: `<article class="event ${importance}">
<header class="intro">
${when(event)}
<h1>${esc(title)}</h1>
${status === "reported" ? "" : `<p class="status">${t(lang, status)}</p>`}
<p class="lede">${esc(summary)}</p>
</header>
${strip(event, near)}<div class="prose">${content}</div>
<dl class="facts">
${names("actors", "who")}${names("places", "where")}${names("topics", "topics")}
</dl>
<section class="evidence" aria-labelledby="_evidence">
<h2 id="_evidence">${t(lang, "evidence")}</h2>
${citations.map((passage) => quote(lang, passage)).join("")}</section>
${
  accounts
    ? `<section class="differ" aria-labelledby="_differ">
<h2 id="_differ">${t(lang, "where_documents_differ")}</h2>
${tellings(lang, accounts)}</section>`
    : ""
}
${
  others.length
    ? `<section class="related" aria-labelledby="_related">
<h2 id="_related">${t(lang, "related_events")}</h2>
<ul>
${others.map((other) => `<li>${line(other)} <span class="why">${t(lang, "shares")} ${why(other)}</span></li>\n`).join("")}</ul>
</section>`
    : ""
}
<p class="share" hidden data-module="share" data-done="${t(lang, "the_link_is_copied")}"><button type="button" hidden>${t(lang, "share_this")}</button> <button type="button">${t(lang, "copy_link")}</button> <output aria-live="polite"></output></p>
${cite(event)}${embed(lang, event.url, title, 520)}${history(event)}</article>
<nav class="neighbours" aria-label="${t(lang, "before_and_after")}">
${neighbour("before", before)}${neighbour("after", after)}</nav>`,
  });
}
