// Compiled, not run: what TypeScript must accept and refuse of the package's types.

import init, { check, Form, init as named, rulebooks, rules } from "convalida";
import type { Bounds, Change, Diagnostic, Explanation, FieldState, Options, RuleInfo, RulebookInfo, Summary } from "convalida";
import { Form as InlineForm, check as inlineCheck } from "convalida/inline";
import { standardSchema } from "convalida/standard-schema";

await init();
await named({ rulebooks: ["piemonte-2020"], wasm: new URL("https://example.org/core.wasm"), today: "2020-04-01" });
await init({ wasm: fetch("core.wasm") });

const options: Options = { language: "en", today: "2020-04-01", messages: { "durata-domanda": { it: "…", en: "…" } } };
const form = new Form("piemonte-2020", options);
const change: Change = form.set("lavoratori.0.ore", 40);
form.set("bollo", null);
form.set("did", true);
const state: "empty" | "incomplete" | "invalid" | "valid" | undefined = change.field?.state;
const added: Diagnostic[] = change.added;
const label: string | undefined = added[0]?.fix?.label;
const row: number | undefined = form.insert("lavoratori").rows?.inserted;
form.insert("lavoratori", 0);
form.remove("lavoratori", 0);
form.load({ regolamento: "piemonte-2020" });
const nothing: void = form.load({});
const text: string = form.field("bollo").text satisfies FieldState["text"];
const bounds: Bounds = form.bounds("periodo.dataFine");
const days: number | undefined = (form.summary() satisfies Summary).days?.left;
const explained: Explanation = form.explain("durata-domanda", "periodo.dataFine");
const books: RulebookInfo[] = rulebooks("en");
const catalogue: RuleInfo[] = rules("piemonte-2020", { language: "en" });
const found: Diagnostic[] = check({ name: "mio" }, form.toJSON(), options);
new InlineForm({ name: "mio" }).free();
inlineCheck("piemonte-2020", {});

// The shape that form libraries ask for, as the standard writes it.
interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => Result<Output> | Promise<Result<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}
type Result<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: ReadonlyArray<{ readonly message: string; readonly path?: ReadonlyArray<PropertyKey> | undefined }> };
const schema: StandardSchemaV1<{ bollo?: string }> = standardSchema<{ bollo?: string }>("piemonte-2020");

// @ts-expect-error a value is a text, a number, a boolean or null
form.set("bollo", new Date());
// @ts-expect-error
form.set("bollo", undefined);
// @ts-expect-error a language that is not spoken
new Form("piemonte-2020", { language: "de" });
// @ts-expect-error a misspelt option
new Form("piemonte-2020", { lang: "en" });
// @ts-expect-error a domanda is an object
form.load("{}");
// @ts-expect-error a rulebook is needed
new Form();
// @ts-expect-error names come in a list
await init({ rulebooks: "piemonte-2020" });

export { books, bounds, catalogue, days, explained, found, label, nothing, row, schema, state, text };
