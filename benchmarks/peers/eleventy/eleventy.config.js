import { forget, model } from "./lib/model.js";

export default function (config) {
  config.addPassthroughCopy({ static: "theme" });
  config.on("eleventy.before", forget);
  config.addCollection("lists", (api) => model(api).lists);
  config.addCollection("homes", (api) => model(api).homes);
  config.addCollection("indexes", (api) => model(api).indexes);
  return {
    dir: { input: "src", includes: "_includes" },
    markdownTemplateEngine: false, // no template language inside the bodies of events
  };
}
