// The process that one peer lives in under Node: orders come and answers go as messages.

import { agent } from "./agent.mjs";

const [module, folder] = process.argv.slice(2);
const orders = await agent(module, folder);

process.on("message", ({ order, given }) => {
  try {
    process.send({ answer: orders[order](given) ?? null });
  } catch (error) {
    process.send({ error: error.message });
  }
});
process.send({ answer: "here" });
