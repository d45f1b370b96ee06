// The worker behind the page: from a file beside it, or out of the page itself where that is one file.
import { transferHandlers, wrap } from "comlink";
import { t } from "../app/words.js";

const rethrow = transferHandlers.get("throw");
transferHandlers.set("throw", {
  ...rethrow,
  deserialize(serialized) {
    if (serialized.isError && serialized.value.name === "Refusal") {
      const { sentence, values } = JSON.parse(serialized.value.message);
      throw Object.assign(new Error(t(sentence, values)), { name: "Refusal" });
    }
    return rethrow.deserialize(serialized);
  },
});

/** @returns {import("comlink").Remote<import("./engine/engine.js").Engine>} */
export function startEngine() {
  const inside = document.getElementById("lavorante"); // the single file carries its worker as text
  const worker = inside
    ? new Worker(URL.createObjectURL(new Blob([inside.textContent], { type: "text/javascript" })))
    : new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  return wrap(worker);
}
