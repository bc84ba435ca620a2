// The pieces that pages are made of, as HTML.
import { firstLine, span, termsOf } from "./model.js";
import { count, date, day, languages, site, t } from "./words.js";

const FONTS = { Latn: "source-serif-4-latin", Cyrl: "source-serif-4-cyrillic", Arab: "markazi-text-arabic" };
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

export const esc = (text) => String(text).replace(/[&<>"']/g, (sign) => SIGNS[sign]);
const each = (items, html) => items.map(html).join("");
const absolute = (path) => site.url.slice(0, -1) + path.replace(/index\.html$/, "");
const kept = (make) => {
  const held = new WeakMap();
  return (event) => {
    if (!held.has(event)) held.set(event, make(event));
    return held.get(event);
  };
};

const headSame = (font) => `<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/theme/icon.svg" type="image/svg+xml">
${font ? `<link rel="preload" href="/theme/fonts/${font}.woff2" as="font" type="font/woff2" crossorigin>` : ""}
<link rel="stylesheet" href="/theme/style.css?${site.stylesheet}">
<script type="module" src="/theme/js/site.js"></script>
`;

const shortened = (text) => (text.length <= 300 ? text : `${text.slice(0, 299).replace(/ [^ ]*$/, "")}…`);

// A whole page. `path` is its address below the language, `same` that of its first part.
export function page({ lang, path, same = path, section, kind, title, description, part = 1, content }) {
  const language = site.languages[lang];
  const name = site.name[lang];
  const at = (other, to = same) => `/${other}/${to.replace(/^index\.html$/, "")}`;
  const numbered = part > 1 ? ` · ${part}` : "";
  return `<!doctype html>
<html lang="${lang}" dir="${language.direction}" data-script="${language.script}" data-digits="${language.digits}">
<head>
${headSame(FONTS[language.script])}<title>${esc(title)}${numbered} – ${esc(name)}</title>
<meta name="description" content="${esc(shortened(description))}">
<link rel="canonical" href="${absolute(at(lang, path))}">
${each(languages, (other) => `<link rel="alternate" hreflang="${other}" href="${absolute(at(other))}">\n`)}<link rel="alternate" hreflang="x-default" href="${same === "index.html" ? site.url : absolute(at(languages[0]))}">
</head>
<body class="${kind}">
<a class="skip" href="#_content">${t(lang, "skip_to_the_content")}</a>
<header class="bar">
<a class="site" href="/${lang}/">${esc(name)}</a>
<nav class="pages" aria-label="${t(lang, "pages")}">
<ul>
<li><a href="/${lang}/"${same === "index.html" ? ' aria-current="page"' : ""}>${t(lang, "timeline")}</a></li>
${each(["actors", "topics", "places", "documents", "disagreements"], (name) => `<li><a href="/${lang}/${name}.html"${section === name ? ` aria-current="${same === `${name}.html` ? "page" : "true"}"` : ""}>${t(lang, name)}</a></li>\n`)}<li><a href="/${lang}/about.html"${same === "about.html" ? ' aria-current="page"' : ""}>${esc(site.title[lang])}</a></li>
</ul>
</nav>
<nav class="languages" aria-label="${t(lang, "languages")}" data-module="languages">
<ul>
${each(languages, (other) => `<li><a href="${at(other)}" lang="${other}" dir="${site.languages[other].direction}" hreflang="${other}"${other === lang ? ' aria-current="true"' : ""}>${site.languages[other].name}</a></li>\n`)}</ul>
</nav>
</header>
<main id="_content">
${content}
</main>
<footer class="foot">
<ul>
<li><a href="/${lang}/about.html">${esc(site.title[lang])}</a></li>
</ul>
<p>${t(lang, "texts_and_translations")} <a href="${site.licence_url}" rel="license"><bdi dir="ltr">${site.licence_name}</bdi></a>. ${t(lang, "quoted_passages_belong_to_their_authors")}</p>
</footer>
</body>
</html>
`;
}

// The chooser and the 404 page, which speak every language of the site.
export function greetings(kind, titled, entry) {
  const title = languages.map((lang) => site.name[lang]).join(" · ");
  return `<!doctype html>
<html lang="mul">
<head>
${headSame("")}${titled(title)}
</head>
<body class="${kind}">
<main id="_content"${kind === "chooser" ? ' data-module="chooser"' : ""}>
<h1${kind === "chooser" ? ` class="visually-hidden">${title}` : ">404"}</h1>
<ul class="greetings">
${each(languages, (lang) => `<li lang="${lang}" dir="${site.languages[lang].direction}" data-script="${site.languages[lang].script}">\n${entry(lang)}\n</li>\n`)}</ul>
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

export const parts = (list, named = ({ events }) => `${words(events[0])} – ${words(events.at(-1))}`) =>
  list.all.length < 2
    ? ""
    : `<nav class="parts" aria-label="${t(list.lang, "parts_of_this_list")}">
<ol>
${each(list.all, (part) => `<li><a href="${part.url}"${part.url === list.url ? ' aria-current="page"' : ""}>${named(part)}</a></li>\n`)}</ol>
</nav>
`;

export const partsByLine = (list) =>
  parts(list, ({ events }) => {
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

// Where an event stands in the whole span, and the events that its page links to.
export function strip(event, near) {
  const { lang } = event.data;
  const { first, last, start, length } = span(lang);
  const at = (time) => {
    const x = (100 * (time - start)) / length;
    return (site.languages[lang].direction === "rtl" ? 100 - x : x).toFixed(1);
  };
  let ticks = "";
  for (let year = Math.ceil(first / 10) * 10; year <= last; year += 10) {
    const x = at(Date.UTC(year));
    if (x >= 5 && x <= 92) ticks += `<line class="tick" x1="${x}%" x2="${x}%" y1="3" y2="15"/><text x="${x}%" y="30">${year}</text>\n`;
  }
  const dots = [...new Set(near.map((other) => at(other.data.date)))].sort();
  return `<svg class="where" width="100%" height="34" role="img" aria-label="${t(lang, "where_it_stands_in_the_whole", { date: words(event) })}">
<line class="axis" x1="0%" x2="100%" y1="9" y2="9"/>
${ticks}${each(dots, (x) => `<circle class="other" cx="${x}%" cy="9" r="3"/>`)}
<circle cx="${at(event.data.date)}%" cy="9" r="6"/>
</svg>
`;
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
