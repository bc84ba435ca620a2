// Chooses among the events of a timeline: list and picture together, the choice in the address.

const version = new URL(import.meta.url).search;

// The events that stand on the page itself: what is not chosen is hidden.
function onPage() {
  const events = [...document.querySelectorAll(".card[data-keys]")].map((card) => ({
    id: card.id,
    item: card.closest("li"),
    keys: new Set(card.dataset.keys.split(" ")),
    text: `${card.textContent} ${card.dataset.words}`,
  }));
  const years = [...document.querySelectorAll("section.year")].map((section) => ({
    section,
    items: [...section.querySelectorAll("li:has(> .card)")],
    jump: document.querySelector(`.jump a[href="#${CSS.escape(section.getAttribute("aria-labelledby"))}"]`),
  }));
  const marks = new Map();
  for (const mark of document.querySelectorAll(".time a[data-event]"))
    marks.set(mark.dataset.event, [...(marks.get(mark.dataset.event) ?? []), mark]);

  function show(chosen) {
    for (const event of events) {
      event.item.hidden = !chosen.has(event);
      for (const mark of marks.get(event.id) ?? []) mark.toggleAttribute("data-off", event.item.hidden);
    }
    for (const { section, items, jump } of years) {
      section.hidden = items.every((item) => item.hidden);
      if (jump) jump.parentElement.hidden = section.hidden;
    }
  }
  return { load: () => events, show };
}

export default function filters(form) {
  const output = form.querySelector("output");
  const total = output.textContent;
  let shown = location.search;
  const { lang, dataset } = document.documentElement;
  const number = new Intl.NumberFormat(lang, { numberingSystem: dataset.digits, useGrouping: false });
  const { index } = form.dataset;
  const source = index ? import(`./index.js${version}`).then((module) => module.default(index, "newest" in form.dataset)) : onPage();

  function chosen() {
    const choice = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...choice]) if (!value.trim()) choice.delete(name);
    return choice;
  }

  async function show(choice) {
    form.querySelector("button").hidden = !choice.size;
    const order = document.querySelector(".how a");
    if (order) order.search = `${choice}`;
    shown = location.search;
    let list;
    let events;
    let fold;
    try {
      list = await source;
      if (choice.has("q")) ({ fold } = await import(`./fold.js${version}`));
      if (!choice.size && index) {
        output.textContent = total;
        list.show();
        return;
      }
      events = await list.load();
    } catch {
      output.textContent = form.dataset.failed;
      return;
    }
    if (`${choice}` !== `${chosen()}`) return; // another choice was made meanwhile
    const words = fold ? fold(choice.get("q")).split(/\s+/).filter(Boolean) : [];
    const keys = [...choice].filter(([name]) => name !== "q").map((pair) => pair.join(":"));
    const fits = (event) => keys.every((key) => event.keys.has(key)) && words.every((word) => (event.folded ??= fold(event.text)).includes(word));
    const found = events.filter(fits);
    list.show(new Set(found));
    output.textContent = choice.size
      ? output.dataset.count.replace("{shown}", number.format(found.length)).replace("{all}", number.format(events.length))
      : total;
  }

  function read() {
    const choice = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (!field.name) continue;
      const value = choice.get(field.name) ?? "";
      if (field.type === "checkbox") field.checked = value === field.value;
      else field.value = value;
      if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
    }
    return show(chosen());
  }

  function write(event) {
    const choice = chosen();
    const address = `${location.pathname}${choice.size ? `?${choice}` : ""}${location.hash}`;
    history[event?.target.type === "search" ? "replaceState" : "pushState"](null, "", address);
    return show(choice);
  }

  // Before a choice is made; if it fails, the choice asks again.
  form.addEventListener("focusin", async () => (await source).load()?.catch?.(() => {}), { once: true });
  form.addEventListener("input", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of form.elements) field.type === "checkbox" ? (field.checked = false) : (field.value = "");
    write();
  });
  addEventListener("popstate", () => location.search !== shown && read()); // a jump on the page is no other choice
  form.dataset.ready = "";
  read();
}
