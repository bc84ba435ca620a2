// The events of a long chronology, which no page holds: loaded when they are first asked for, shown a hundred at a time.
const { fold } = await import(`./fold.js${new URL(import.meta.url).search}`);

const AT_ONCE = 100;

export default function index(addresses, newestFirst) {
  const list = document.querySelector("[data-list]");
  const pictures = [...document.querySelectorAll(".time svg")];
  let loading;
  let found;

  async function file(address, cache) {
    const answer = await fetch(address, { cache });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  // Caches may hold files of several builds: the first one names the versions of the others.
  async function files(cache) {
    const [{ names, parts }, ...others] = await Promise.all(addresses.split(" ").map((address) => file(address, cache)));
    if (`${parts}` === `${others.map(([version]) => version)}`) return [names, others.flatMap(([, ...events]) => events)];
    if (cache) throw new Error("They are of several builds.");
    return files("reload");
  }

  async function fetched() {
    const [names, events] = await files();
    if (newestFirst) events.reverse();
    const keys = Object.keys(names);
    const folded = Object.values(names).map(fold);
    return events.map(([id, url, day, when, title, status, places, lang, dir, script]) => ({
      id, url, day, when, title, status, lang, dir, script,
      keys: new Set(places.map((place) => keys[place])),
      lane: keys[places[0]],
      folded: `${fold(`${title} ${when} ${status}`)} ${places.map((place) => folded[place]).join(" ")}`,
    }));
  }

  function card({ url, when, title, status, lang, dir, script }) {
    const item = document.querySelector("#_one").content.cloneNode(true);
    const link = item.querySelector("a");
    item.querySelector(".when").textContent = when;
    link.textContent = title;
    link.href = url;
    if (lang) Object.assign(link, { lang, dir }).dataset.script = script;
    const said = item.querySelector(".status");
    status ? (said.textContent = status) : said.remove();
    return item;
  }

  function more(events) {
    found.querySelector("ol").append(...events.splice(0, AT_ONCE).map(card));
    found.querySelector("button").hidden = !events.length;
  }

  // The same bars as picture.py draws.
  function draw(picture, events) {
    const [first, last, left, right, width] = picture.dataset.axis.split(" ").map(Number);
    const lanes = new Map();
    for (const { day, lane } of events) {
      const bar = Math.floor((Math.min(Math.max(day, first), last - 1) - first) / (last - first) * (right - left) / width);
      const bars = lanes.get(lane) ?? lanes.set(lane, new Map()).get(lane);
      bars.set(bar, (bars.get(bar) ?? 0) + 1);
    }
    const most = Math.max(3, ...[...lanes.values()].flatMap((bars) => [...bars.values()]));
    const mirrored = getComputedStyle(picture).direction === "rtl" && picture.viewBox.baseVal.width - width;
    for (const path of picture.querySelectorAll("[data-lane]")) {
      const bars = [...(lanes.get(path.dataset.lane) ?? [])].map(([bar, count]) => {
        const x = left + bar * width;
        const height = Math.max(1.5, count / most * path.dataset.height);
        return `M${mirrored ? mirrored - x : x} ${path.dataset.base}v${-height}h${width - 1}v${height}z`;
      });
      path.setAttribute("d", bars.join(""));
    }
  }

  function restore() {
    found?.remove();
    found = undefined;
    list.hidden = false;
    for (const picture of pictures) {
      delete picture.dataset.filtered;
      for (const path of picture.querySelectorAll("[data-all]")) path.setAttribute("d", path.dataset.all);
    }
  }

  function show(chosen) {
    if (!chosen) return restore();
    found?.remove();
    found = document.querySelector("#_found").content.cloneNode(true).firstElementChild;
    list.before(found);
    list.hidden = true;
    const left = [...chosen];
    more(left);
    found.querySelector("button").addEventListener("click", () => more(left));
    for (const picture of pictures) {
      picture.dataset.filtered = "";
      for (const path of picture.querySelectorAll("[data-lane]")) path.dataset.all ??= path.getAttribute("d");
      draw(picture, chosen);
    }
  }

  // What failed is asked for again the next time.
  const load = () => (loading ??= fetched().catch((error) => { loading = undefined; throw error; }));
  return { load, show };
}
