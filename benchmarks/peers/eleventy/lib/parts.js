// The pieces that pages are made of, as HTML.
import { absolute, kept } from "./addresses.js";
import { linked } from "./linked.js";
import { firstLine, span, termsOf } from "./model.js";
import { count, date, day, isoDay, languages, site, t } from "./words.js";

const FONTS = { Latn: "source-serif-4-latin", Cyrl: "source-serif-4-cyrillic", Arab: "markazi-text-arabic" };
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

export const esc = (text) => String(text).replace(/[&<>"']/g, (sign) => SIGNS[sign]);
const each = (items, html) => items.map(html).join("");
const byLanguage = (make) => Object.fromEntries(languages.map((lang) => [lang, make(lang)]));
const NAMES = byLanguage((lang) => esc(site.name[lang]));
const LOCALES = byLanguage((lang) =>
  each(
    [lang, ...languages.filter((other) => other !== lang)],
    (other, at) => `<meta property="og:locale${at ? ":alternate" : ""}" content="${site.languages[other].territorial}">\n`,
  ),
);

const headSame = (url, alternates, script, manifest) => `<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="canonical" href="${url}">
${each(alternates, ([tag, there]) => `<link rel="alternate" hreflang="${tag}" href="${there}">\n`)}<link rel="icon" href="/theme/icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/theme/apple-touch-icon.png">
${manifest ? `<link rel="manifest" href="${manifest}">\n` : ""}${script ? `<link rel="preload" href="/theme/fonts/${FONTS[script]}.woff2" as="font" type="font/woff2" crossorigin>` : ""}
<link rel="stylesheet" href="/theme/style.css?${site.stylesheet}">
`;

// What others show in place of a page: Open Graph, and linked data, which is not run. All texts are HTML already.
const preview = ({ lang, type, title, description, url, days = [], oembed, data }) => `<meta property="og:type" content="${type}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${url}">
<meta property="og:site_name" content="${NAMES[lang]}">
${LOCALES[lang]}${each(days, ([name, at]) => `<meta property="article:${name}" content="${isoDay(at)}">\n`)}<meta name="twitter:card" content="summary">
${oembed ? `<link rel="alternate" type="application/json+oembed" href="${absolute(oembed)}" title="${title}">` : ""}
<script type="application/ld+json">${data}</script>
<script type="module" src="/theme/js/site.js"></script>
`;

const shortened = (text) => (text.length <= 300 ? text : `${text.slice(0, 299).replace(/ [^ ]*$/, "")}…`);

// What stands around the pages of a section in a language. `here` is the page itself, if the navigation names it.
const arounds = new Map();

function around(lang, section, here) {
  const key = `${lang} ${section} ${here}`;
  let made = arounds.get(key);
  if (made) return made;
  const feed = (type, file, word) => [`/${lang}/${file}`, type, t(lang, word)];
  const atom = feed("application/atom+xml", "feed.atom", "new_and_changed_events");
  const json = feed("application/feed+json", "feed.json", "new_and_changed_events");
  const calendars = [
    feed("text/calendar", "calendar.ics", "calendar"),
    feed("text/calendar", "anniversaries.ics", "anniversaries"),
  ];
  const title = esc(site.title[lang]);
  made = {
    feeds: each([atom, json], ([url, type, name]) => `<link rel="alternate" type="${type}" title="${name}" href="${url}">\n`),
    bar: `<a class="skip" href="#_content">${t(lang, "skip_to_the_content")}</a>
<header class="bar">
<a class="site" href="/${lang}/">${NAMES[lang]}</a>
<nav class="pages" aria-label="${t(lang, "pages")}">
<ul>
<li><a href="/${lang}/"${here === "index.html" ? ' aria-current="page"' : ""}>${t(lang, "timeline")}</a></li>
${each(["actors", "topics", "places", "documents", "disagreements"], (name) => `<li><a href="/${lang}/${name}.html"${section === name ? ` aria-current="${here === `${name}.html` ? "page" : "true"}"` : ""}>${t(lang, name)}</a></li>\n`)}<li><a href="/${lang}/about.html"${here === "about.html" ? ' aria-current="page"' : ""}>${title}</a></li>
</ul>
</nav>`,
    foot: `<footer class="foot">
<ul>
<li><a href="/${lang}/about.html">${title}</a></li>
<li><a href="/${lang}/coverage.html">${t(lang, "what_the_documents_say_and_what")}</a></li>
<li><a href="/${lang}/data.html">${t(lang, "open_data")}</a></li>
</ul>
<nav class="follow" aria-label="${t(lang, "follow")}">
<p>${t(lang, "follow")}</p>
<ul>
${each([atom, ...calendars], ([url, type, name]) => `<li><a href="${url}" type="${type}">${name}</a></li>\n`)}</ul>
</nav>
<p>${t(lang, "texts_and_translations")} <a href="${site.licence_url}" rel="license"><bdi dir="ltr">${site.licence_name}</bdi></a>. ${t(lang, "quoted_passages_belong_to_their_authors")}</p>
</footer>`,
  };
  arounds.set(key, made);
  return made;
}

// A whole page. `path` is its address below the language, `same` that of its first part, `canonical` that which it is
// known by; `above` are names and paths of the pages between the timeline and this one, `more` its own linked data.
export function page(it) {
  const { lang, path, same = path, canonical = path, section = "", kind, part = 1 } = it;
  const { title, description, above, days = [], more, content } = it;
  const language = site.languages[lang];
  const at = (other, to = same) => `/${other}/${to.replace(/^index\.html$/, "")}`;
  const url = absolute(at(lang, canonical));
  const anybody = same === "index.html" ? site.url : absolute(at(languages[0]));
  const alternates = [...languages.map((other) => [other, absolute(at(other))]), ["x-default", anybody]];
  const { feeds, bar, foot } = around(lang, section, same.includes("/") ? "" : same);
  const numbered = part > 1 ? `${title} · ${part}` : title;
  const short = shortened(description);
  const shown = {
    lang,
    type: kind === "event" ? "article" : "website",
    title: esc(numbered),
    description: esc(short),
    url,
    days,
    oembed: kind === "timeline" ? `/${lang}/oembed/timeline.json` : "",
    data: linked({ lang, url, title: numbered, description: short, above, more }),
  };
  return `<!doctype html>
<html lang="${lang}" dir="${language.direction}" data-script="${language.script}" data-digits="${language.digits}">
<head>
${headSame(url, canonical === path ? alternates : [], language.script, `/${lang}/manifest.webmanifest`)}${feeds}<title>${shown.title}${above ? ` – ${NAMES[lang]}` : ""}</title>
<meta name="description" content="${shown.description}">
${preview(shown)}</head>
<body class="${kind}" id="_embed">
${bar}
<nav class="languages" aria-label="${t(lang, "languages")}" data-module="languages">
<ul>
${each(languages, (other) => `<li><a href="${at(other)}" lang="${other}" dir="${site.languages[other].direction}" hreflang="${other}"${other === lang ? ' aria-current="true"' : ""}>${site.languages[other].name}</a></li>\n`)}</ul>
</nav>
</header>
<main id="_content">
${content}
</main>
${foot}<footer class="whole"><a href="${at(lang, path)}" target="_top">${NAMES[lang]}${t(lang, "colon")}${t(lang, "the_whole_page")}</a></footer>
</body>
</html>
`;
}

// The chooser and the 404 page, which speak every language of the site.
export function greetings({ kind, path, alternates = [], titled, entry, data }) {
  const [lang] = languages;
  const title = esc(languages.map((tag) => site.name[tag]).join(" · "));
  const shown = { lang, type: "website", title, description: esc(site.title[lang]), url: site.url, data };
  return `<!doctype html>
<html lang="mul">
<head>
${headSame(absolute(path), alternates)}${titled(title)}
${data ? preview(shown) : ""}</head>
<body class="${kind}">
<main id="_content"${kind === "chooser" ? ' data-module="chooser"' : ""}>
<h1${kind === "chooser" ? ` class="visually-hidden">${title}` : ">404"}</h1>
<ul class="greetings">
${each(languages, (tag) => `<li lang="${tag}" dir="${site.languages[tag].direction}" data-script="${site.languages[tag].script}">\n${entry(tag)}\n</li>\n`)}</ul>
</main>
</body>
</html>
`;
}

export const words = kept((event) => esc(date(event.data.lang, event.data.edtf)));

export const when = (event) =>
  `<span class="when"><time datetime="${event.data.edtf.split("/")[0].replace(/[~?]$/, "")}">${words(event)}</time></span>`;

export const line = kept(
  (event) => `<a class="line" href="${event.url}">${when(event)} <span class="title">${esc(event.data.title)}</span></a>`,
);

const card = kept((event) => {
  const { lang, title, summary, importance, status, accounts, documents } = event.data;
  const found = (kind) => each(event.data[kind], (id) => `${kind.slice(0, -1)}:${id} `);
  const keys = each(["topics", "actors", "places", "documents"], found);
  const named = ["places", "topics"].flatMap((kind) => event.data[kind].map((id) => termsOf(lang, kind)[id].name));
  const spoken = new Set(documents.map((id) => site.calls[site.documents[id].language][lang]));
  return `<article class="card ${importance}" id="${event.fileSlug}" data-day="${event.data.date.toISOString().slice(0, 10)}" data-keys="${keys}status:${status} importance:${importance}${accounts ? " differ:yes" : ""}" data-words="${esc(named.join(" "))}">
${when(event)}
<div class="what">
<h3><a href="${event.url}">${esc(title)}</a></h3>
${status === "reported" ? "" : `<p class="status">${t(lang, status)}</p>`}
<p class="summary">${esc(summary)}</p>
<p class="meta">${accounts ? `<a class="differs" href="${event.url}#_differ">${t(lang, "documents_differ")}</a>` : ""}
<span>${count(lang, "num_document", documents.length)} · ${[...spoken].join(t(lang, "comma"))}</span>
${each(event.data.actors.slice(0, 5), (id) => `<a href="/${lang}/actors/${id}.html">${esc(termsOf(lang, "actors")[id].name)}</a>\n`)}</p>
</div>
</article>`;
});

export const years = (groups) =>
  each(
    [...groups],
    ([name, events]) => `<section class="year" aria-labelledby="_${name}">
<h2 id="_${name}">${name}</h2>
<ol class="events">
${each(events, (event) => `<li>${card(event)}</li>\n`)}</ol>
</section>
`,
  );

export const ways = (lang, groups, jump = [], order = "") => `<div class="ways" data-module="ways">
${
  jump.length || groups.size > 1
    ? `<nav class="jump" aria-label="${t(lang, "years")}">
<ul>
${jump.length ? each(jump, (list) => `<li><a href="${list.url}">${list.name}</a> <span class="count">${count(lang, "num_event", list.events.length)}</span></li>\n`) : each([...groups.keys()], (name) => `<li><a href="#_${name}">${name}</a></li>\n`)}</ul>
</nav>`
    : ""
}
<p class="how">${order}<label class="check"><input type="checkbox" id="_compact"> ${t(lang, "titles_only")}</label></p>
</div>
`;

const named = ({ events }) => stretch(events);

// The parts that a list is cut into: the first leads to all, another to those beside it and at both ends.
export function parts(list, again = false, name = named) {
  const { all, part, lang } = list;
  if (all.length < 2) return "";
  const shown = part === 1 ? all : all.filter((_, at) => at === 0 || at === all.length - 1 || Math.abs(at + 1 - part) <= 2);
  const [element, label] = again ? ["div", ""] : ["nav", ` aria-label="${t(lang, "parts_of_this_list")}"`];
  return `<${element} class="parts"${label}>
<ol>
${each(shown, (other) => `<li><a href="${other.url}"${other.url === list.url ? ' aria-current="page"' : ""}>${name(other)}</a></li>\n`)}</ol>
</${element}>
`;
}

export const partsByLine = (list, again) =>
  parts(list, again, ({ events }) => {
    const [first, last] = [events[0], events.at(-1)].map((event) => firstLine(event, list.id));
    return t(list.lang, "lines_first_to_last", { first, last });
  });

export const foreign = (lang, other) =>
  lang === other ? "" : ` lang="${other}" dir="${site.languages[other].direction}" data-script="${site.languages[other].script}"`;

const sources = new Map(); // what passages say of a document is the same wherever it is quoted

function source(lang, id) {
  const key = `${lang}:${id}`;
  if (!sources.has(key)) {
    const about = site.documents[id];
    const url = `/${lang}/documents/${id}.html`;
    sources.set(key, {
      cite: `<cite>${t(lang, "document_label", { label: about.label })}${t(lang, "colon")}<a href="${url}"><bdi${foreign(lang, about.language)}>${esc(about.original)}</bdi></a></cite>
${lang === about.language ? "" : `<span class="detail"><bdi>${esc(about.name[lang])}</bdi></span>`}
<span class="address" dir="ltr">${absolute(url)}</span>
`,
      origin: `<li><bdi>${esc(about.publisher[lang])}</bdi></li><li><bdi>${day(lang, about.date)}</bdi></li>\n`,
    });
  }
  return sources.get(key);
}

export function quote(lang, passage, sourced = true) {
  const { language } = site.documents[passage.document];
  const from = sourced ? source(lang, passage.document) : { cite: "", origin: "" };
  return `<figure class="quote${lang === language ? "" : " translated"}">
<blockquote${foreign(lang, language)}>
<p>${esc(passage.quote)}</p>
</blockquote>
${passage.translation ? `<p class="translation"><q>${esc(passage.translation)}</q></p>\n` : ""}<figcaption>
${from.cite}<ul class="meta">
${from.origin}<li>${t(lang, "in_language", { language: site.calls[language][lang] })}</li>
<li class="proved">${t(lang, "found_in_the_stored_document_line", { line: passage.line })}</li>
${passage.translation ? `<li>${t(lang, "translation_ours")}</li>` : ""}
</ul>
</figcaption>
</figure>
`;
}

export const tellings = (lang, accounts) => `<table class="tellings">
<thead><tr><th scope="col">${t(lang, "about")}</th><th scope="col">${t(lang, "account")}</th><th scope="col">${t(lang, "passage")}</th></tr></thead>
<tbody>
${each(accounts, (account) => `<tr><th scope="row">${t(lang, site.subjects[account.on])}</th><td class="says">${esc(account.says)}</td><td><div class="passage">${quote(lang, account)}</div></td></tr>\n`)}</tbody>
</table>
`;

// Where a day stands in the whole span, in per cent from the side that the language begins at.
const place = ({ lang, start, length }, time) => {
  const x = (100 * (time - start)) / length;
  return site.languages[lang].direction === "rtl" ? 100 - x : x;
};

const ticks = kept((whole) => {
  let drawn = "";
  for (let year = Math.ceil(whole.first / 10) * 10; year <= whole.last; year += 10) {
    const x = place(whole, Date.UTC(year)).toFixed(1);
    if (x >= 5 && x <= 92) drawn += `<line class="tick" x1="${x}%" x2="${x}%" y1="3" y2="15"/><text x="${x}%" y="30">${year}</text>\n`;
  }
  return drawn;
});

const dot = kept((event) => place(span(event.data.lang), event.data.date).toFixed(1));

const where = (lang, date, drawn) => `<svg class="where" width="100%" height="34" role="img" aria-label="${t(lang, "where_it_stands_in_the_whole", { date })}">
<line class="axis" x1="0%" x2="100%" y1="9" y2="9"/>
${ticks(span(lang))}${drawn}
</svg>
`;

// Where an event stands in the whole span, and the events that its page links to.
export const strip = (event, near) =>
  where(
    event.data.lang,
    words(event),
    `${each([...new Set(near.map(dot))].sort(), (x) => `<circle class="other" cx="${x}%" cy="9" r="3"/>`)}
<circle cx="${dot(event)}%" cy="9" r="6"/>`,
  );

export const stretch = (events) => `${words(events[0])} – ${words(events.at(-1))}`;

// Where the events of a page stand in it.
export function stretchStrip(lang, date, events) {
  const [first, last] = [events[0], events.at(-1)].map((event) => place(span(lang), event.data.date));
  const [start, width] = [Math.min(first, last), Math.abs(last - first)];
  return where(lang, date, `<rect x="${start.toFixed(1)}%" y="4" width="${Math.max(width, 0.8).toFixed(1)}%" height="10" rx="5"/>`);
}

const tex = (text) => text.replace(/[&%$#_{}]/g, "\\$&");
const json = (text) => esc(JSON.stringify(text).slice(1, -1));

// How to cite an event, in the forms that reference managers read.
export function cite(event) {
  const { lang, title } = event.data;
  const name = esc(site.name[lang]);
  const url = absolute(event.url);
  const key = `${event.fileSlug}-${lang}`;
  const form = (label, text, attributes = ' dir="ltr"') => `<h3><bdi${attributes}>${label}</bdi></h3>
<pre${attributes} tabindex="0" role="region" aria-label="${t(lang, "cite_this")}${t(lang, "colon")}${label}">${text}</pre>
`;
  return `<details class="cite">
<summary>${t(lang, "cite_this")}</summary>
${form(t(lang, "text"), `${name}. ${esc(title)} (${words(event)}). ${url}`, "")}${form(
    "BibTeX",
    `@online{${key},
  author = {{<bdi>${name}</bdi>}},
  title = {{<bdi>${esc(tex(title))}</bdi>}},
  note = {<bdi>${words(event)}</bdi>},
  url = {<bdi>${url}</bdi>},
  langid = {<bdi>${lang}</bdi>},
}`,
  )}${form(
    "RIS",
    `TY  - <bdi>ELEC</bdi>
AU  - <bdi>${name}</bdi>
TI  - <bdi>${esc(title)}</bdi>
N1  - <bdi>${words(event)}</bdi>
UR  - <bdi>${url}</bdi>
LA  - <bdi>${lang}</bdi>
ER  - `,
  )}${form(
    "CSL-JSON",
    `[
  {
    &#34;id&#34;: &#34;<bdi>${key}</bdi>&#34;,
    &#34;type&#34;: &#34;<bdi>webpage</bdi>&#34;,
    &#34;author&#34;: [
      {
        &#34;literal&#34;: &#34;<bdi>${name}</bdi>&#34;
      }
    ],
    &#34;title&#34;: &#34;<bdi>${json(title)}</bdi>&#34;,
    &#34;container-title&#34;: &#34;<bdi>${name}</bdi>&#34;,
    &#34;note&#34;: &#34;<bdi>${words(event)}</bdi>&#34;,
    &#34;URL&#34;: &#34;<bdi>${url}</bdi>&#34;,
    &#34;language&#34;: &#34;<bdi>${lang}</bdi>&#34;
  }
]`,
  )}</details>
`;
}

// The code that shows a page in a frame of another site.
export const embed = (lang, path, title, height) => `<details class="cite embed">
<summary>${t(lang, "embed_this")}</summary>
<div data-module="embed" data-done="${t(lang, "the_code_is_copied")}">
<pre dir="ltr" tabindex="0" role="region" aria-label="${t(lang, "embed_this")}">&lt;iframe src=&#34;<bdi>${absolute(path)}#_embed</bdi>&#34; title=&#34;<bdi>${esc(esc(title))}</bdi>&#34; width=&#34;100%&#34; height=&#34;${height}&#34; loading=&#34;lazy&#34; style=&#34;border:0&#34;&gt;&lt;/iframe&gt;</pre>
<p class="share" hidden><button type="button">${t(lang, "copy_code")}</button> <output aria-live="polite"></output></p>
</div>
</details>
`;

// When an event was added, and what was changed in it since.
export function history({ data: { lang, added, changes = [] } }) {
  const done = (word, at, what) =>
    `<div><dt>${t(lang, word)}</dt><dd><time datetime="${isoDay(at)}">${day(lang, at)}</time>${what}</dd></div>\n`;
  return `<dl class="history">
${done("added", added, "")}${each(changes, ({ on, what }) => done("changed", on, t(lang, "colon") + esc(what)))}</dl>`;
}
