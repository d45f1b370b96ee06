// Everything as code.
import { Form } from "convalida/inline/piemonte-2020";
import { field } from "./field.js";

field(Form);
