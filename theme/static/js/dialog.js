// The dialog that searches from any page: what the page of its own has, fetched when it is first asked for.
const { default: finder } = await import(`./finder.js${new URL(import.meta.url).search}`);

let making;

async function made(link) {
  const response = await fetch(link.href);
  if (!response.ok) throw new Error(response.statusText);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const search = document.importNode(page.querySelector("[data-module=finder]"), true);
  search.dataset.base = link.href;
  const box = document.createElement("dialog");
  box.className = "search-box";
  box.ariaLabel = search.ariaLabel;
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "close", textContent: link.dataset.close });
  close.addEventListener("click", () => box.close());
  box.append(search, close);
  box.addEventListener("click", (event) => event.target === box && box.close()); // beside it
  document.body.append(box);
  return { dialog: box, words: finder(search, false) };
}

export default async function open(link) {
  making ??= made(link); // once, however often it is asked for meanwhile
  const { dialog, words } = await making.catch((error) => { making = undefined; throw error; });
  if (dialog.open) return;
  dialog.showModal(); // which gives the focus back when it is closed
  words.focus();
  words.select();
}
