// Keeps the timeline, and what a reader has visited, for when there is no network.
//
// Wherever the network answers, pages come from it. What they name in theme/ has a digest in its address and is asked
// for once: a page that is kept always gets the files that it was made with. There is one cache a build. The worker of
// the next build fills its own, and the browser lets it take over when no page of this one is open any longer.
const ROOT = registration.scope;
const CACHES = `tarikh ${ROOT} `;
const CACHE = CACHES + SITE.build;
const PATIENCE = 4000; // milliseconds, before a page that is kept is shown
const MOST = 60; // pages

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { method, mode, destination, url } = event.request;
  if (method !== "GET" || !url.startsWith(ROOT)) return;
  const path = url.slice(ROOT.length);
  if (mode === "navigate" && destination === "document") event.respondWith(page(event));
  else if (/^(theme\/.*\?|images\/)/.test(path)) event.respondWith(asset(event.request));
  else if (/^[^/]+\/index\/[^/]+\.json$/.test(path)) event.respondWith(page(event)); // all events, for the filters
});

// What a page is kept by, also where the host leaves ".html" out of its address.
function plain(url) {
  const [address] = url.split(/[?#]/);
  return /(\/|\.[a-z][^/]*)$/i.test(address) ? address : `${address}.html`;
}

const language = (url) => SITE.languages.find((tag) => url.startsWith(`${ROOT}${tag}/`));
const basics = (tag) => [`${ROOT}${tag}/`, `${ROOT}${tag}/offline.html`];
const found = (cache, url) => cache.match(url, { ignoreVary: true });

// Errors, and what addresses of something else lead to, are not kept.
const sound = (answer, url) => answer.ok && answer.type === "basic" && (!answer.redirected || plain(answer.url) === url);
const kept = (answer, url) => sound(answer, url) && /^(text\/html|application\/json)/.test(answer.headers.get("content-type"));

async function keep(cache, url, how = "no-cache") {
  const answer = await fetch(url, { cache: how });
  if (!sound(answer, url)) throw new Error(`${answer.status} ${url}`);
  await cache.put(url, new Response(answer.body, answer)); // one that was redirected may not be shown as a page
}

async function install() {
  const names = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== CACHE);
  const older = await Promise.all(names.map((name) => caches.open(name)));
  const cache = await caches.open(CACHE);
  try {
    const lasting = async (path, needed) => { // the same address, the same file
      for (const it of older) {
        const answer = await found(it, ROOT + path);
        if (answer) return cache.put(ROOT + path, answer);
      }
      return needed && keep(cache, ROOT + path, "default"); // the page has just loaded most of it
    };
    await Promise.all([...SITE.shared.map((path) => lasting(path, true)), ...SITE.faces.map((path) => lasting(path))]);
    const open = await clients.matchAll({ includeUncontrolled: true, type: "window" });
    const before = (await Promise.all(older.map((it) => it.keys()))).flat();
    const pages = new Set([...before, ...open].map(({ url }) => plain(url)).filter(isPage));
    const tags = new Set([...pages].map(language).filter(Boolean));
    const needed = [...tags].flatMap(basics);
    await Promise.all(needed.map((url) => keep(cache, url)));
    await Promise.all([...pages].filter((url) => !needed.includes(url)).slice(-MOST).map((url) => keep(cache, url).catch(() => {})));
    const now = await (await fetch(`${ROOT}service-worker.js`, { cache: "no-store" })).text();
    if (!now.includes(SITE.build)) throw new Error("The site has changed meanwhile."); // the worker of that is next
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}

function isPage(url) {
  return url.startsWith(ROOT) && (url.endsWith("/") || url.endsWith(".html"));
}

// From the network; what is kept, where that does not answer in time or has broken down; else what there is instead.
// Scripts that ask to reload have seen what is kept.
async function page(event) {
  const url = plain(event.request.url);
  const cache = await caches.open(CACHE);
  const before = await found(cache, url);
  if (before && url.endsWith("/offline.html")) return before;
  const patient = !before || event.request.cache === "reload";
  const answered = network(event, cache, url);
  answered.catch(() => {});
  try {
    const first = await Promise.race([answered, new Promise((done) => patient || setTimeout(done, PATIENCE))]);
    if (first && (first.status < 500 || !before)) return first;
    return before;
  } catch {
    return before ?? instead(cache, url, event.request.mode);
  }
}

async function network(event, cache, url) {
  const answer = await fetch(event.request, { cache: "no-cache" });
  if (kept(answer, url)) event.waitUntil(remember(cache, url, answer.clone()).catch(() => {}));
  else if (answer.status === 404 || answer.status === 410) event.waitUntil(cache.delete(url));
  return answer;
}

async function remember(cache, url, answer) {
  await cache.put(url, answer);
  const tag = language(url);
  for (const basic of tag ? basics(tag) : []) if (!(await found(cache, basic))) await keep(cache, basic);
  const needed = new Set(SITE.languages.flatMap(basics));
  const pages = (await cache.keys()).filter(({ url }) => isPage(url) && !needed.has(url)); // the oldest first
  await Promise.all(pages.slice(0, -MOST).map((old) => cache.delete(old)));
}

async function instead(cache, url, mode) {
  const tags = [language(url), ...SITE.languages].filter(Boolean);
  for (const tag of mode === "navigate" ? tags : []) {
    const [, offline] = basics(tag);
    if (url !== offline && (await found(cache, offline)))
      return Response.redirect(`${offline}?to=${encodeURIComponent(url.slice(ROOT.length))}`);
  }
  return Response.error();
}

async function asset(request) {
  const cache = await caches.open(CACHE);
  const before = await found(cache, request.url);
  if (before) return before;
  const answer = await fetch(request);
  if (sound(answer, request.url)) await cache.put(request.url, answer.clone());
  return answer;
}
