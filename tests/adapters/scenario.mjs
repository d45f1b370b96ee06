// What a person types in every library: half-typed text is no error, what joins two fields arrives at its field.

import { soon } from "../tools/browser.mjs";

/**
 * @param {(name: string, text: string) => Promise<void>} type types a text in a field, key by key, in the place of what stood there
 * @param {(name: string) => Promise<string>} said what stands at a field
 */
export async function scenario(type, said) {
  await type("dataPresentazione", "01/04/2020");
  await type("periodo.dataInizio", "23/02/2020");
  await type("periodo.dataFine", "23/03/20");
  await type("lavoratori[0].ore", "7,");
  await soon.equal(() => said("periodo.dataFine"), "", "half-typed text is no error");
  await soon.equal(() => said("lavoratori[0].ore"), "");
  await type("lavoratori[0].ore", "");
  await type("periodo.dataFine", "29/03/2020");
  await soon.match(() => said("periodo.dataFine"), /36 giorni/);
  await soon.equal(() => said("lavoratori[0].dataAssunzione"), "", "what was not touched is not asked for");
  await type("periodo.dataInizio", "24/02/2020");
  await soon.equal(() => said("periodo.dataFine"), "", "another field mends it, at the key");
  await type("periodo.dataInizio", "23/02/2020");
  await soon.match(() => said("periodo.dataFine"), /36 giorni/, "and breaks it again");
  await type("lavoratori[0].dataAssunzione", "24/02/202");
  await soon.match(() => said("lavoratori[0].dataAssunzione"), /23\/02\/2020/, "no continuation is right any more");
}
