import { page } from "../../lib/parts.js";

export const render = ({ lang, title, content }) =>
  page({
    lang,
    path: "about.html",
    kind: "page",
    title,
    description: content.replace(/<\/p>.*/s, "").replace(/<[^>]*>/g, ""),
    above: [],
    more: {},
    content: `<header class="intro"><h1>${title}</h1></header>
<div class="prose">${content}</div>`,
  });
