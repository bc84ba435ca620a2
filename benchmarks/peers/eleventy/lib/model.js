// The events of each language in order, what stands beside them, and the lists that pages are made of. Made once a build.
import { languages, site, t } from "./words.js";

const LONG = 100;
const MOST = { documents: 24, disagreements: 20 };
const SELECTIONS = { major: "major_events", alleged: "what_is_alleged", announced: "what_was_announced", forecast: "what_was_forecast" };

let made = null;

const relatedAt = new Map(); // by file name, as events stand at the same place in every language

export const forget = () => {
  made = null;
  relatedAt.clear();
};

export function model(api) {
  if (made) return made;
  made = { events: {}, slugs: {}, spans: {}, lists: [], homes: [], indexes: [], terms: {} };
  for (const lang of languages) {
    const events = api.getFilteredByGlob(`src/${lang}/events/*.md`).sort((a, b) => a.data.weight - b.data.weight);
    events.forEach((event, at) => (event.at = at));
    made.events[lang] = events;
    made.slugs[lang] = new Map(events.map((event) => [event.fileSlug, event]));
    made.spans[lang] = spanOf(events);
    made.terms[lang] = terms(lang, events);
    const lists = [...listsOf(lang, events)];
    made.lists.push(...lists);
    const years = lists.filter((list) => list.kind === "years" && list.part === 1);
    const selections = lists.filter((list) => list.kind === "selections" && list.part === 1);
    for (const newest of [false, true]) made.homes.push({ lang, newest, events, years, selections });
    if (events.length > LONG) made.indexes.push({ lang, events });
  }
  return made;
}

export const beside = (event, step) => made.events[event.data.lang][event.at + step];

// The event that a page shows.
export const eventOf = (lang, slug) => made.slugs[lang].get(slug);

export const span = (lang) => made.spans[lang];

// The years that all events lie in.
function spanOf(events) {
  const [first, last] = [events[0], events.at(-1)].map((event) => event.data.date.getUTCFullYear());
  const start = Date.UTC(first);
  return { lang: events[0].data.lang, first, last, start, length: Date.UTC(last + 1) - start };
}

// Actors, topics, places and documents of a language, in their order, with their events.
export const termsOf = (lang, kind) => made.terms[lang][kind];

export const differing = (events) => events.filter((event) => event.data.accounts);

// The events that share the most actors with one; of those that share as many, the nearest.
export function related(event) {
  let found = relatedAt.get(event.fileSlug);
  if (!found) {
    const shared = new Map();
    const { actors } = made.terms[event.data.lang];
    for (const id of event.data.actors)
      for (const other of actors[id].events) if (other !== event) shared.set(other.at, (shared.get(other.at) ?? 0) + 1);
    found = [...shared]
      .sort((a, b) => b[1] - a[1] || Math.abs(a[0] - event.at) - Math.abs(b[0] - event.at))
      .slice(0, 5)
      .map(([at]) => at);
    relatedAt.set(event.fileSlug, found);
  }
  return found.map((at) => made.events[event.data.lang][at]);
}

function terms(lang, events) {
  const held = {};
  for (const kind of ["topics", "actors", "places", "documents"]) {
    held[kind] = {};
    for (const [id, about] of Object.entries(site[kind]))
      held[kind][id] = { id, kind, lang, about, name: about.name[lang], url: `/${lang}/${kind}/${id}.html`, events: [] };
    for (const event of events) for (const id of event.data[kind]) held[kind][id].events.push(event);
  }
  return held;
}

function* listsOf(lang, events) {
  const { topics, actors, places, documents } = made.terms[lang];
  for (const term of [topics, actors, places].flatMap(Object.values)) yield* parts(lang, term.kind, term.id, term.name, term.events, { term });
  for (const term of Object.values(documents)) {
    const lines = [...term.events].sort((a, b) => firstLine(a, term.id) - firstLine(b, term.id));
    yield* parts(lang, "documents", term.id, term.name, lines, { term });
  }
  for (const [id, word] of Object.entries(SELECTIONS)) {
    const chosen = events.filter((event) => event.data.importance === id || event.data.status === id);
    if (chosen.length) yield* parts(lang, "selections", id, t(lang, word), chosen);
  }
  yield* parts(lang, "disagreements", "", t(lang, "where_documents_differ"), differing(events));
  if (events.length <= LONG) return;
  const years = groupBy(events, year);
  const names = [...years.keys()];
  const link = (at) => names[at] && { name: names[at], url: `/${lang}/years/${names[at]}.html`, events: years.get(names[at]) };
  for (const [at, name] of names.entries())
    yield* parts(lang, "years", name, name, years.get(name), { before: link(at - 1), after: link(at + 1) });
}

// A list cut into parts, each with what it needs to link to the others.
function* parts(lang, kind, id, name, events, more) {
  const size = MOST[kind] ?? 60;
  const number = Math.max(1, Math.ceil(events.length / size));
  const base = id ? `/${lang}/${kind}/${id}` : `/${lang}/${kind}`;
  const all = Array.from({ length: number }, (_, at) => ({
    url: at ? `${base}.${at + 1}.html` : `${base}.html`,
    events: events.slice(at * size, (at + 1) * size),
  }));
  for (const [at, part] of all.entries())
    yield { lang, kind, id, name, part: at + 1, url: part.url, shown: part.events, events, all, base, ...more };
}

// The year of a long chronology, by name and path, as the pages of its events lead to it.
export const yearOf = (lang, name) => (made.events[lang].length > LONG ? [[name, `/${lang}/years/${name}.html`]] : []);

export const year = (event) => event.data.date.getUTCFullYear().toString();

export function groupBy(events, key) {
  const groups = new Map();
  for (const event of events) {
    const name = key(event);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(event);
  }
  return groups;
}

// The passages of an event: its citations, then those of its accounts, each once.
export const passages = (event) => {
  const { citations, accounts = [] } = event.data;
  return [...citations, ...accounts.filter((account) => !citations.some((it) => it.quote === account.quote))];
};

export const firstLine = (event, document) =>
  Math.min(...passages(event).filter((passage) => passage.document === document).map((passage) => passage.line));
