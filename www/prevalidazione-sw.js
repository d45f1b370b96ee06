// Keeps the prevalidation page for when there is no network: its files, whole, as the build listed them.
/* global FILES */
importScripts("dist/prevalidazione/files.js"); // another build, another list: the browser sees that it changed

const NAME = `prevalidazione-${FILES.version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES.files.map((file) => new Request(file, { cache: "reload" })))));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("prevalidazione-") && name !== NAME);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))));
});

const kept = new Set(FILES.files.map((file) => new URL(file, self.registration.scope).href));

self.addEventListener("fetch", (event) => {
  const address = event.request.url.split(/[?#]/)[0];
  if (!kept.has(address)) return; // the other pages are none of its business
  event.respondWith(caches.open(NAME).then((cache) => cache.match(address)).then((found) => found ?? fetch(event.request)));
});
