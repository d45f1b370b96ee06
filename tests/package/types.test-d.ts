// Compiled, not run: what TypeScript must accept and refuse of the package's types.

import init, { check, Form, init as named, rulebooks, rules } from "convalida";
import type { Bounds, Change, Diagnostic, Explanation, FieldState, Options, RuleInfo, RulebookInfo, Summary } from "convalida";
import { Form as InlineForm, check as inlineCheck } from "convalida/inline";
import { Form as OneForm } from "convalida/inline/piemonte-2020";
import piemonte from "convalida/rulebooks/piemonte-2020";
import type { KnownList, KnownPath, RulebookName } from "convalida";
import { Form as WorkerForm } from "convalida/worker";
import type {} from "convalida/global";
import { convalidaGroup, convalidaSignals } from "convalida/angular";
import { bind } from "convalida/dom";
import { connect } from "convalida/formio";
import { convalidaResolver } from "convalida/react-hook-form";
import { convalidaValidators } from "convalida/tanstack-form";
import { convalidaSchema } from "convalida/vee-validate";
import { standardSchema } from "convalida/standard-schema";

await init();
await named({ rulebooks: ["piemonte-2020"], wasm: new URL("https://example.org/core.wasm"), today: "2020-04-01" });
await init({ wasm: fetch("core.wasm") });

const options: Options = { language: "en", today: "2020-04-01", messages: { "durata-domanda": { it: "…", en: "…" } } };
const form = new Form("piemonte-2020", options);
const change: Change = form.set("lavoratori.0.ore", 40);
form.set("bollo", null);
form.set("did", true);
const state: "empty" | "incomplete" | "invalid" | "valid" | "unknown" | undefined = change.field?.state;
const stateAfter: "empty" | "incomplete" | "invalid" | "valid" | "unknown" = form.set("bollo", "marca").field.state;
const left: string | undefined = form.commit("bollo").field.value;
form.insert("lavoratori").field satisfies undefined | object;
// @ts-expect-error rows have no field
form.insert("lavoratori").field.path;
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
const known: KnownPath[] = ["bollo", "lavoratori.3.ore", "lavoratori.0.consuntivo.2020-03", "domandePrecedenti.1.lavoratori.0"];
const list: KnownList = "lavoratori";
const name: RulebookName = "piemonte-2020";
// @ts-expect-error a misspelt field
const misspelt: KnownPath = "periodo.datainizio";
// @ts-expect-error a rulebook that is not shipped
const narnia: RulebookName = "narnia-1950";
form.set("campo.del.portale", "x");
form.set("lavoratori[0].ore", "8");
const stop: () => void = form.subscribe(({ added, field }) => added.length + (field?.path.length ?? 0));
const twin: Form = form.clone();
twin.reset();
form.load("{}");
form.setMany([["bollo", "marca"], ["lavoratori.0.ore", 8]]).fields?.[0]?.state;
form.validate({ fields: ["periodo", "lavoratori.0.ore"] });
const { version, hash }: { version: string; hash: string } = form.rulebook();
await init({ base: "/assets/", rulebooks: [piemonte], language: "en" });
const remote = new WorkerForm("piemonte-2020");
const answered: Change = await remote.set("bollo", "marca");
convalida.bind satisfies Function;
const binding = bind(document.forms[0]!, { rulebook: "piemonte-2020", names: { al: "periodo.dataFine" }, values: { bollo: { M: "marca" } }, page: true });
binding.sync();
binding.use(form, { language: "en", texts: { why: "Why?" } });
// @ts-expect-error a misspelt option
bind(document.forms[0]!, { rulebook: "piemonte-2020", onchange: () => {} });
// @ts-expect-error neither a rulebook nor a form
bind(document.forms[0]!, { page: true });
// @ts-expect-error no such text
bind(document.forms[0]!, { rulebook: "piemonte-2020", texts: { whi: "Why?" } });
bind(document.forms[0]!, { rulebook: "piemonte-2020", messages: { "durata-domanda": "{giorni} giorni." }, texts: { row: "rigo {n}" } });
bind(document.forms[0]!, { form, names: (name) => (name === "al" ? "periodo.dataFine" : null), page: () => ["periodo"] }).destroy();
convalidaGroup("rapporto", { names: { dataFine: "rapporto.dataFineContratto" } }).whole({}).length;
convalidaSignals("rapporto")(true)["~standard"].version satisfies 1;
connect({}, "piemonte-2020", { fields: ["periodo"] })();
convalidaResolver("piemonte-2020") satisfies Function;
convalidaValidators("piemonte-2020").onChange satisfies object;
convalidaSchema("piemonte-2020").attach({ isSubmitting: { value: false } }).isSubmitting;
new InlineForm({ name: "mio" }).free();
inlineCheck("piemonte-2020", {});
new OneForm("piemonte-2020").free();
standardSchema("piemonte-2020", { mode: "typing", fields: ["periodo"] });

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
// @ts-expect-error a domanda is an object, or its JSON text
form.load(42);
// @ts-expect-error a listener is a function
form.subscribe({});
// @ts-expect-error pairs of path and value
form.setMany([["bollo"]]);
// @ts-expect-error a rulebook is needed
new Form();
// @ts-expect-error names come in a list
await init({ rulebooks: "piemonte-2020" });

export { answered, hash, known, list, misspelt, name, narnia, stop, twin, version };
export { books, bounds, catalogue, days, explained, found, label, nothing, row, schema, state, text };
