// Remembers the language a reader chose, and takes them there from the language chooser.
// Everything works without it.
const KEY = "tarikh-language";

function stored() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}

const modules = {
  async filters(root) {
    (await import("./filters.js")).default(root);
  },
  languages(root) {
    root.addEventListener("click", (event) => {
      const link = event.target.closest("a[hreflang]");
      if (!link) return;
      try { localStorage.setItem(KEY, link.hreflang); } catch { /* no storage: nothing to remember */ }
    });
  },
  chooser(root) {
    modules.languages(root);
    const link = stored() && root.querySelector(`a[hreflang="${CSS.escape(stored())}"]`);
    if (link && !location.hash) location.replace(link.href);
  },
};

for (const root of document.querySelectorAll("[data-module]")) modules[root.dataset.module]?.(root);
