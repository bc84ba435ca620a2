// Pagefind in a worker: pages need not allow what it is made with, which a worker's own response may.
const pagefind = {};

async function open({ folder, indexes }) {
  const { createInstance } = await import(`${folder}index-0/pagefind.js`);
  const instance = createInstance({ basePath: `${folder}index-0/` });
  await instance.init();
  await instance.filters(); // waits for the index, or fails
  for (let number = 1; number < indexes; number++) await instance.mergeIndex(`${folder}index-${number}/`);
  return instance;
}

self.addEventListener("message", async ({ data: { id, site, query, filters } }) => {
  try {
    pagefind.opened ??= open(site);
    const instance = await pagefind.opened;
    const found = await instance.search(query || null, { filters });
    self.postMessage({ id, ids: found.results.map((result) => result.id), counts: found.filters });
  } catch (error) {
    pagefind.opened = undefined; // asked for again the next time
    self.postMessage({ id, error: String(error) });
  }
});
