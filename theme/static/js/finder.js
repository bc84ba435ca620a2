// Search: what is typed is looked for in an index, and the events found are read from the files that hold their records.
const version = new URL(import.meta.url).search;
const { marked, wanted } = await import(`./fold.js${version}`);

const AT_ONCE = 10;
const PAUSE = 120; // milliseconds between a letter and the next one
const PASSAGE = 220; // characters

// The check sum that tells in which file an event stands (CRC-32).
function sum(id) {
  let left = -1;
  for (const char of id) {
    left ^= char.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) left = (left >>> 1) ^ (left & 1 ? 0xedb88320 : 0);
  }
  return ~left >>> 0;
}

function finds(site) {
  const worker = new Worker(new URL(`./searcher.js${version}`, import.meta.url), { type: "module" });
  const waiting = new Map();
  const files = new Map();
  let last = 0;
  const answer = ({ id, ...found }) => {
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    found.error ? reject?.(new Error(found.error)) : resolve?.(found);
  };
  worker.addEventListener("message", ({ data }) => answer(data));
  worker.addEventListener("error", () => { for (const id of waiting.keys()) answer({ id, error: "no worker" }); });

  async function file(number) {
    const address = new URL(`${number}.json`, site.folder);
    const response = await fetch(address);
    if (!response.ok) throw new Error(response.statusText);
    const records = await response.json();
    for (const record of Object.values(records)) record.url = new URL(record.url, address).href;
    return records;
  }

  return {
    search: (query, filters) => new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      worker.postMessage({ id: last, site, query, filters });
    }),
    async record(id) {
      const number = sum(id) % site.files;
      if (!files.has(number)) files.set(number, file(number).catch((error) => { files.delete(number); throw error; }));
      return (await files.get(number))[id]; // none if the index is older than the file
    },
  };
}

export default function finder(root, inAddress) {
  const form = root.querySelector("form");
  const [list, output, more, reset] = ["ol", "output", ".more button", "[type=reset]"].map((it) => root.querySelector(it));
  const { lang, dataset } = document.documentElement;
  const number = new Intl.NumberFormat(lang, { numberingSystem: dataset.digits, useGrouping: false });
  const { folder, files, indexes } = root.dataset;
  const site = { folder: new URL(folder, root.dataset.base ?? location.href).href, files: Number(files), indexes: Number(indexes) };
  const source = finds(site);
  const all = [...form.querySelectorAll("option")].map((option) => option.textContent);
  let left = [];
  let asked = 0;
  let timer;
  let looking; // whether what was asked for last is shown, once it is

  const chosen = () => {
    const choice = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...choice]) if (!value.trim()) choice.delete(name);
    return choice;
  };

  function said(element, [text, language, dir, script], words) {
    if (language) Object.assign(element, { lang: language, dir }).dataset.script = script;
    for (const [part, is] of marked(text, words)) {
      if (!is) element.append(part);
      else element.appendChild(document.createElement("mark")).textContent = part;
    }
  }

  // The passage that has most of the words that neither title nor summary has; cut around the first of them.
  function passage(record, words) {
    const has = (text, word) => marked(text, [word]).some(([, is]) => is);
    const missing = words.filter((word) => !has(record.title[0], word) && !has(record.summary[0], word));
    const texts = [...record.passages, ...record.names.map((name) => [name])];
    const rated = texts.map((text) => [missing.filter((word) => has(text[0], word)).length, text]);
    const [most, best] = rated.reduce((one, other) => (other[0] > one[0] ? other : one), [0]);
    if (!most) return null;
    const [text, ...language] = best;
    let at = 0;
    for (const [part, is] of marked(text, missing)) {
      if (is) break;
      at += part.length;
    }
    const start = at < PASSAGE / 2 ? 0 : text.lastIndexOf(" ", at - PASSAGE / 4) + 1;
    const end = text.length - start <= PASSAGE ? text.length : text.lastIndexOf(" ", start + PASSAGE);
    return [`${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`, ...language];
  }

  function item(record, words) {
    const it = root.querySelector("template").content.cloneNode(true);
    it.querySelector("a").href = record.url;
    it.querySelector(".when").textContent = record.when;
    said(it.querySelector(".title"), record.title, words);
    said(it.querySelector(".summary"), record.summary, words);
    const status = it.querySelector(".status");
    record.status ? (status.textContent = record.status) : status.remove();
    const shown = passage(record, words);
    shown ? said(it.querySelector(".passage"), shown, words) : it.querySelector(".passage").remove();
    return it;
  }

  // Shows some more of what is left; false if another search has begun meanwhile.
  async function show(words, mine, anew) {
    const records = await Promise.all(left.slice(0, AT_ONCE).map(source.record));
    if (mine !== asked) return false;
    left = left.slice(AT_ONCE);
    if (anew) list.replaceChildren();
    list.append(...records.filter(Boolean).map((record) => item(record, words)));
    more.hidden = !left.length;
    return true;
  }

  // How many events each choice would leave.
  function count(counts) {
    let at = 0;
    for (const select of form.querySelectorAll("select"))
      for (const option of select.options) {
        const name = option.dataset.name;
        const events = counts?.[select.name]?.[option.value] ?? 0;
        option.textContent = name && counts ? `${name} (${number.format(events)})` : all[at];
        option.hidden = Boolean(name && counts && !events && !option.selected);
        at++;
      }
  }

  async function search() {
    const mine = ++asked;
    const choice = chosen();
    reset.hidden = !choice.size;
    const words = wanted(choice.get("q") ?? "");
    const filters = Object.fromEntries([...choice].filter(([name]) => name !== "q").map(([name, value]) => [name, [value]]));
    if (!words.length && !Object.keys(filters).length) {
      list.replaceChildren();
      more.hidden = true;
      output.textContent = "";
      return count();
    }
    const slow = setTimeout(() => { if (mine === asked) output.textContent = root.dataset.loading; }, 300);
    try {
      const { ids, counts } = await source.search(words.join(" "), filters);
      if (mine !== asked) return;
      left = ids;
      if (!(await show(words, mine, true))) return;
      clearTimeout(slow);
      output.textContent = ids.length ? output.dataset.count.replace("{count}", number.format(ids.length)) : root.dataset.none;
      count(counts);
      more.onclick = async () => {
        const next = list.children.length;
        if (await show(words, mine)) list.children[next]?.querySelector("a").focus();
      };
      return true;
    } catch {
      if (mine === asked) output.textContent = root.dataset.failed;
    } finally {
      clearTimeout(slow);
    }
  }

  function begin(event) {
    if (inAddress) {
      const choice = chosen();
      history.replaceState(null, "", `${location.pathname}${choice.size ? `?${choice}` : ""}`);
    }
    clearTimeout(timer);
    timer = setTimeout(look, event?.target.type === "search" ? PAUSE : 0);
  }

  function look() {
    clearTimeout(timer);
    timer = 0;
    looking = search();
  }

  // Down and up go through what was found, and back to the words.
  function move(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (event.target.tagName === "SELECT") return;
    const stops = [form.elements.q, ...list.querySelectorAll("a")];
    const there = stops.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1);
    if (!stops.includes(event.target) || !stops[there]) return;
    event.preventDefault();
    stops[there].focus();
  }

  form.addEventListener("input", begin);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (timer) look();
    if (await looking) list.querySelector("a")?.focus();
  });
  form.addEventListener("reset", () => setTimeout(() => { begin(); form.elements.q.focus(); }));
  root.addEventListener("keydown", move);
  root.hidden = false;
  if (inAddress) {
    const choice = new URLSearchParams(location.search);
    for (const field of form.elements) if (field.name) field.value = choice.get(field.name) ?? "";
    form.elements.q.focus();
    look();
  }
  return form.elements.q;
}
