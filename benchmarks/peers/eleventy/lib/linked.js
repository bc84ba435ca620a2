// What pages tell machines of themselves: linked data in the words of schema.org. What many of them name is made once.
import { absolute, kept } from "./addresses.js";
import { termsOf } from "./model.js";
import { isoDay, languages, site, t } from "./words.js";

const CONTENT = "#_content"; // after the address of a page: what the page is about
const ESCAPED = /[<>&\u2028\u2029]/g; // what HTML could read

const sites = {};
const publishers = {};
for (const lang of languages) {
  const named = { name: site.name[lang], url: site.url };
  sites[lang] = { "@type": "WebSite", "@id": site.url, ...named };
  publishers[lang] = { "@type": "Organization", "@id": site.url + CONTENT, ...named };
}

const some = (list) => (list.length ? list : undefined);
const numbered = (things) => things.map((thing, at) => ({ "@type": "ListItem", position: at + 1, ...thing }));

const script = (...nodes) => {
  const text = JSON.stringify({ "@context": "https://schema.org", "@graph": nodes });
  return text.replace(ESCAPED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
};

// A page and the way to it: names and paths of the pages above, of which the timeline itself has none.
export function linked({ lang, url, title, description, above, more }) {
  const said = {
    "@type": "WebPage",
    "@id": url,
    url,
    [more["@type"] === "Article" ? "headline" : "name"]: title,
    description,
    inLanguage: lang,
    isPartOf: sites[lang],
    license: site.licence_url,
    ...more,
  };
  if (!above) return script(said);
  const trail = [[t(lang, "timeline"), `/${lang}/`], ...above].map(([name, path]) => ({ name, item: absolute(path) }));
  return script(said, { "@type": "BreadcrumbList", itemListElement: numbered([...trail, { name: title, item: url }]) });
}

export function chooser(description) {
  const [first, ...others] = new Set(languages.map((lang) => site.name[lang]));
  return script({
    ...sites[languages[0]],
    name: first,
    alternateName: some(others),
    description,
    inLanguage: languages,
    license: site.licence_url,
    publisher: publishers[languages[0]],
  });
}

// What an article says besides: when and where its event was, and what it rests on.
export function article(event) {
  const { lang, edtf, added, changes } = event.data;
  const things = (kind) => some(event.data[kind].map((id) => thing(termsOf(lang, kind)[id])));
  const others = Object.fromEntries(
    languages.map((tag) => [
      tag,
      { "@type": "Article", "@id": absolute(`/${tag}/events/${event.fileSlug}.html`), inLanguage: tag },
    ]),
  );
  const original = languages[0];
  return {
    "@type": "Article",
    temporalCoverage: /[~?]/.test(edtf) ? undefined : edtf,
    spatialCoverage: things("places"),
    about: things("topics"),
    mentions: things("actors"),
    citation: things("documents"),
    isBasedOn: some(event.data.documents.map((id) => ({ "@id": thing(termsOf(lang, "documents")[id])["@id"] }))),
    author: publishers[lang],
    publisher: publishers[lang],
    datePublished: isoDay(added),
    dateModified: isoDay(changes?.at(-1).on ?? added),
    ...(lang === original
      ? { workTranslation: languages.filter((tag) => tag !== original).map((tag) => others[tag]) }
      : { translationOfWork: others[original] }),
  };
}

// What a page says besides that leads to others, and what those have in common.
export const collection = (urls, term) => ({
  "@type": "CollectionPage",
  about: term && { ...thing(term), ...more(term) },
  mainEntity: {
    "@type": "ItemList",
    numberOfItems: urls.length,
    itemListElement: numbered(urls.map((url) => ({ url: absolute(url) }))),
  },
});

// An actor, a topic, a place or a document, as pages that name it say what it is.
const thing = kept((term) => {
  const { kind, name, about, lang } = term;
  const url = absolute(term.url);
  const known = { "@type": about.schema ?? "DefinedTerm", "@id": url + CONTENT, name: about.original ?? name, url };
  if (kind === "places") known.geo = { "@type": "GeoCoordinates", latitude: about.latitude, longitude: about.longitude };
  if (kind === "documents") {
    known.inLanguage = about.language;
    known.publisher = { "@type": "Organization", name: about.publisher[lang] };
    known.datePublished = about.date;
  }
  return known;
});

// What its own page says of it besides.
function more({ about, lang, name }) {
  const called = about.original ?? name;
  const others = Object.values(about.name).filter((other) => other !== called);
  return { alternateName: some([...new Set(others)]), description: about.role?.[lang] };
}
