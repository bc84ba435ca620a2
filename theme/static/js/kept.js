// The pages in this language that are on the reader's device, and the way back to the one that is not.
export default async function kept(root) {
  const site = new URL(root.dataset.site, location).href;
  const wanted = new URL(new URLSearchParams(location.search).get("to") ?? "", site).href;
  const again = root.querySelector("a");
  if (wanted.startsWith(site)) again.href = wanted;

  const list = root.querySelector("ul");
  const { lang } = document.documentElement;
  const names = (await caches.keys()).filter((name) => name.startsWith(`tarikh ${site} `));
  const shown = new Set([location.href.replace(/[?#].*/, "")]);
  for (const cache of await Promise.all(names.map((name) => caches.open(name))))
    for (const { url } of await cache.keys()) {
      if (!url.startsWith(`${site}${lang}/`) || !/(\/|\.html)$/.test(url) || shown.has(url)) continue;
      shown.add(url);
      const page = new DOMParser().parseFromString(await (await cache.match(url)).text(), "text/html");
      const item = document.createElement("li");
      const link = item.appendChild(document.createElement("a"));
      link.href = url;
      link.append(...(page.querySelector("h1")?.childNodes ?? [page.title]));
      list.append(item);
    }
  root.querySelector("section").hidden = !list.children.length;
}
