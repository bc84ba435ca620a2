import { greetings } from "../lib/parts.js";
import { t } from "../lib/words.js";

export const data = { permalink: "/404.html", eleventyExcludeFromCollections: true };

export function render() {
  const titled = (title) => `<meta name="robots" content="noindex">\n<title>404 · ${title}</title>`;
  const entry = (lang) => `<h2>${t(lang, "there_is_no_page_at_this")}</h2>
<p>${t(lang, "it_may_have_been_moved_or")} <a href="/${lang}/">${t(lang, "go_to_the_timeline")}</a></p>`;
  return greetings({ kind: "missing", path: "/404.html", titled, entry });
}
