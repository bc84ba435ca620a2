// What pages do better with a script. Everything works without it.
const kept = {
  get(name) { try { return localStorage.getItem(`tarikh-${name}`); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(`tarikh-${name}`, value); } catch { /* nothing to remember it in */ } },
};

const version = new URL(import.meta.url).search; // all scripts share it
const now = new Date();
const TODAY = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 864e5 + 719163; // a day number, as in the model

// Whether a key of that name was pressed, or the one in its place on a keyboard of another script.
const pressed = (event, key, code) => (/^[\x20-\x7e]$/.test(event.key) ? event.key.toLowerCase() === key : event.code === code && !event.shiftKey);

const modules = {
  async filters(root) {
    (await import(`./filters.js${version}`)).default(root);
  },

  async kept(root) {
    (await import(`./kept.js${version}`)).default(root);
  },

  async finder(root) {
    (await import(`./finder.js${version}`)).default(root, true);
  },

  // A dialog in the place of the page that searches, where there is a server to ask.
  search(link) {
    if (link.ariaCurrent) return;
    const open = async () => {
      try { await (await import(`./dialog.js${version}`)).default(link); } catch { location.assign(link.href); }
    };
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
    addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
      const asked = event.ctrlKey || event.metaKey ? !event.shiftKey && pressed(event, "k", "KeyK") : !typing && pressed(event, "/", "Slash");
      if (!asked || event.altKey || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      open();
    });
  },

  // Remembers the language a reader chose, and takes them there from the language chooser.
  languages(root) {
    root.addEventListener("click", (event) => {
      const link = event.target.closest("a[hreflang]");
      if (link) kept.set("language", link.hreflang);
    });
  },
  chooser(root) {
    modules.languages(root);
    const language = kept.get("language");
    const link = language && root.querySelector(`a[hreflang="${CSS.escape(language)}"]`);
    if (link && !location.hash) location.replace(link.href);
  },

  // Remembers that a reader wants titles only.
  ways(root) {
    const box = root.querySelector("input");
    box.checked = kept.get("compact") === "yes";
    box.addEventListener("change", () => kept.set("compact", box.checked ? "yes" : "no"));
  },

  // Today, in the picture and in the list, where it falls inside what they show.
  time(root) {
    const draw = (picture, name, attributes) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      return picture.firstElementChild.appendChild(made);
    };
    for (const picture of root.querySelectorAll("svg")) {
      const [first, last, left, right] = picture.dataset.axis.split(" ").map(Number);
      if (TODAY < first || TODAY >= last) continue;
      const { width, height } = picture.viewBox.baseVal;
      const along = left + ((TODAY - first) / (last - first)) * (right - left);
      const x = getComputedStyle(picture).direction === "rtl" ? width - along : along;
      draw(picture, "line", { class: "today", x1: x, x2: x, y1: picture.querySelector(".minor") ? 36 : 20, y2: height });
    }
    const cards = [...document.querySelectorAll(".card[data-day]")];
    const passed = (card) => card.dataset.day <= TODAY;
    const next = cards.find((card, at) => at && passed(card) !== passed(cards[at - 1]));
    if (!next) return;
    const item = document.createElement("li");
    item.className = "today";
    item.textContent = root.dataset.today;
    next.closest("li").before(item);
  },

  share(root) {
    root.hidden = false;
    const [share, copy] = root.querySelectorAll("button");
    const url = location.href.replace(/#.*/, "");
    share.hidden = !navigator.share;
    share.addEventListener("click", () => navigator.share({ title: document.title, url }).catch(() => {}));
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(url);
      root.querySelector("output").textContent = root.dataset.done;
    });
    copy.hidden = !navigator.clipboard;
  },

  embed(root) {
    if (!navigator.clipboard) return;
    const offer = root.querySelector("p");
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", async () => {
      await navigator.clipboard.writeText(root.querySelector("pre").textContent);
      offer.querySelector("output").textContent = root.dataset.done;
    });
  },
};

// In a frame of another page all links leave it, and the page around is told how high this one is. WordPress adds a
// secret that it knows its frames by, and follows links for them.
function embedded() {
  const [, secret] = location.hash.match(/secret=(\w+)/) ?? [];
  const tell = (message, value) => parent.postMessage({ message, value, secret }, "*");
  if (location.hash !== "#_embed") location.replace("#_embed");
  new ResizeObserver(() => tell("height", document.body.offsetHeight)).observe(document.body);
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    link.setAttribute("target", "_top");
    if (secret) tell("link", new URL(link.getAttribute("href"), location).href);
  }, { capture: true });
}

if (parent !== window && location.hash.startsWith("#_embed")) embedded();
const { worker } = document.documentElement.dataset;
if (worker && parent === window && navigator.serviceWorker)
  addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => {})); // pages do without

for (const root of document.querySelectorAll("[data-module]")) modules[root.dataset.module]?.(root);
