// Addresses of pages, and what is made of a thing once.
import { site } from "./words.js";

const BASE = site.url.slice(0, -1);

export const absolute = (path) => BASE + path.replace(/index\.html$/, "");

export const kept = (make) => {
  const held = new WeakMap();
  return (thing) => {
    let made = held.get(thing);
    if (made === undefined) held.set(thing, (made = make(thing)));
    return made;
  };
};
