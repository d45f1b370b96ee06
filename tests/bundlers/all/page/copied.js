// The core as a file that the site serves, the rulebook as code.
import init, { Form } from "convalida";
import piemonte from "convalida/rulebooks/piemonte-2020";
import { field } from "./field.js";

await init({ base: "assets/convalida", rulebooks: [piemonte] });
field(Form);
