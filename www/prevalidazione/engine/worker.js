// The worker of the page: reading, checking and writing happen here, so that the page never waits.
import { expose, transferHandlers } from "comlink";
import { Refusal } from "../import/index.js";
import { Engine } from "./engine.js";

// A refusal crosses with its sentence and figures: the page says it in its own language.
const { canHandle, serialize, deserialize } = transferHandlers.get("throw");
transferHandlers.set("throw", {
  canHandle,
  deserialize,
  serialize: (thrown) => (thrown.value instanceof Refusal ? [{ isError: true, value: { message: JSON.stringify({ sentence: thrown.value.sentence, values: thrown.value.values }), name: "Refusal", stack: "" } }, []] : serialize(thrown)),
});

expose(new Engine());
