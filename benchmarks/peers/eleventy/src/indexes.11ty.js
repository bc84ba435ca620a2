import { termsOf } from "../lib/model.js";
import { date, t } from "../lib/words.js";

// What the filters of a long chronology find events by without loading them.
export const data = {
  pagination: { data: "collections.indexes", size: 1, alias: "index" },
  permalink: ({ index }) => `/${index.lang}/timeline.json`,
  eleventyExcludeFromCollections: true,
};

export function render({ index: { lang, events } }) {
  const names = {};
  for (const kind of ["topics", "actors", "places", "documents"])
    for (const { id, name } of Object.values(termsOf(lang, kind)))
      names[`${kind.slice(0, -1)}:${id}`] = kind === "documents" ? "" : name;
  const marks = ["importance:major", "differ:yes", "status:reported", "status:alleged", "status:announced", "status:forecast"];
  for (const mark of marks) names[mark] = "";
  const places = Object.fromEntries(Object.keys(names).map((key, at) => [key, at]));
  const rows = events.map((event) => {
    const { title, edtf, status, importance, accounts } = event.data;
    const keys = ["topics", "actors", "places", "documents"].flatMap((kind) =>
      event.data[kind].map((id) => `${kind.slice(0, -1)}:${id}`),
    );
    keys.push(`status:${status}`, `importance:${importance}`, accounts ? "differ:yes" : "");
    const said = status === "reported" ? "" : t(lang, status);
    const day = event.data.date.toISOString().slice(0, 10);
    const found = keys.map((key) => places[key]).filter((place) => place !== undefined);
    return [event.fileSlug, event.url, day, date(lang, edtf), title, said, found];
  });
  return JSON.stringify({ names, events: rows });
}
