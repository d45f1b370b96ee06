// The core and the rulebook as files that the bundler finds.
import init, { Form } from "convalida";
import { field } from "./field.js";

await init({ rulebooks: ["piemonte-2020"] });
field(Form);
