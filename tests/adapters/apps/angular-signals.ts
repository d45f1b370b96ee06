// The little page with signal forms.
import "@angular/compiler";
import { Component, provideZonelessChangeDetection, signal } from "@angular/core";
import { FormField, form, submit, validateStandardSchema } from "@angular/forms/signals";
import { bootstrapApplication } from "@angular/platform-browser";
import "convalida/inline/piemonte-2020";
import { convalidaSignals } from "convalida/angular";
import { BOOK, FIELDS, empty } from "./fields.js";

const schema = convalidaSignals(BOOK);

@Component({
  selector: "app-page",
  imports: [FormField],
  template: `<form (submit)="send($event)">
    @for (field of fields; track field.name) {
      <p><label>{{ field.label }} <input [attr.data-field]="field.name" [formField]="field.tree"></label>
      <span [attr.data-error]="field.name">{{ field.tree().errors()[0]?.message ?? '' }}</span></p>
    }
    <button>Invia</button>
  </form>`,
})
class Page {
  sending = signal(false);
  model = signal(empty());
  form = form(this.model, (path) => validateStandardSchema(path, () => schema(this.sending())));
  fields = FIELDS.map(([label, name]) => ({ label, name, tree: name.split(/[.[\]]+/).reduce((tree: any, key) => tree[key], this.form) }));

  async send(event: Event) {
    event.preventDefault();
    this.sending.set(true);
    await submit(this.form, async () => void ((window as any).sent = true));
  }
}

bootstrapApplication(Page, { providers: [provideZonelessChangeDetection()] });
