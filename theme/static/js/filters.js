// Chooses among the events of a timeline: list and picture together, the choice in the address.

// Letters that readers type for one another, in Arabic script and Latin: both sides are folded before they are compared.
const SAME = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ک": "ك", "ة": "ه", "ۀ": "ه" };

export function fold(text) {
  return text
    .toLowerCase()
    .replace(/[أإآٱىیئؤکةۀ]/g, (letter) => SAME[letter])
    .normalize("NFKD")
    .replace(/[\p{M}\u0640\u200c\u200d]/gu, "")
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}

export default function filters(form) {
  const cards = [...document.querySelectorAll(".card[data-keys]")].map((card) => ({
    id: card.id,
    item: card.closest("li"),
    keys: new Set(card.dataset.keys.split(" ")),
    text: fold(`${card.textContent} ${card.dataset.words}`),
  }));
  const years = [...document.querySelectorAll("section.year")].map((section) => ({
    section,
    items: [...section.querySelectorAll("li:has(> .card)")],
    jump: document.querySelector(`.jump a[href="#${CSS.escape(section.getAttribute("aria-labelledby"))}"]`),
  }));
  const marks = Map.groupBy
    ? Map.groupBy(document.querySelectorAll(".time a[data-event]"), (mark) => mark.dataset.event)
    : [...document.querySelectorAll(".time a[data-event]")].reduce((map, mark) =>
        map.set(mark.dataset.event, [...(map.get(mark.dataset.event) ?? []), mark]), new Map());
  const output = form.querySelector("output");
  const { lang, dataset } = document.documentElement;
  const number = new Intl.NumberFormat(lang, { numberingSystem: dataset.digits, useGrouping: false });

  function chosen() {
    const choice = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...choice]) if (!value.trim()) choice.delete(name);
    return choice;
  }

  function show(choice) {
    const words = fold(choice.get("q") ?? "").split(/\s+/).filter(Boolean);
    const keys = [...choice].filter(([name]) => name !== "q").map((pair) => pair.join(":"));
    let shown = 0;
    for (const card of cards) {
      const fits = keys.every((key) => card.keys.has(key)) && words.every((word) => card.text.includes(word));
      card.item.hidden = !fits;
      for (const mark of marks.get(card.id) ?? []) mark.toggleAttribute("data-off", !fits);
      shown += fits;
    }
    for (const { section, items, jump } of years) {
      section.hidden = items.every((item) => item.hidden);
      if (jump) jump.parentElement.hidden = section.hidden;
    }
    output.textContent = output.dataset.count
      .replace("{shown}", number.format(shown))
      .replace("{all}", number.format(cards.length));
    form.querySelector("button").hidden = !keys.length && !words.length;
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
    show(chosen());
  }

  function write(event) {
    const choice = chosen();
    const address = `${location.pathname}${choice.size ? `?${choice}` : ""}${location.hash}`;
    history[event?.target.type === "search" ? "replaceState" : "pushState"](null, "", address);
    show(choice);
  }

  form.addEventListener("input", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of form.elements) field.type === "checkbox" ? (field.checked = false) : (field.value = "");
    write();
  });
  addEventListener("popstate", read);
  form.dataset.ready = "";
  read();
}
