// The little page with reactive forms, under names of its own.
import "@angular/compiler";
import { Component, provideZonelessChangeDetection, ChangeDetectorRef, inject } from "@angular/core";
import { FormArray, FormControl, FormGroup, ReactiveFormsModule } from "@angular/forms";
import { bootstrapApplication } from "@angular/platform-browser";
import "convalida/inline/piemonte-2020";
import { convalidaGroup } from "convalida/angular";
import { BOOK, FIELDS, empty } from "./fields.js";

const convalida = convalidaGroup(BOOK, { names: { presentata: "dataPresentazione", "righe.*.assunto": "lavoratori.*.dataAssunzione", "righe.*.ore": "lavoratori.*.ore" } });
const OWN: Record<string, string> = { dataPresentazione: "presentata", "lavoratori[0].dataAssunzione": "righe.0.assunto", "lavoratori[0].ore": "righe.0.ore" };

@Component({
  selector: "app-page",
  imports: [ReactiveFormsModule],
  template: `<form [formGroup]="form" (ngSubmit)="send()">
    @for (field of fields; track field.name) {
      <p><label>{{ field.label }} <input [attr.data-field]="field.name" [formControl]="field.control" maxlength="10"></label>
      <span [attr.data-error]="field.name">{{ field.control.errors?.['convalida']?.message ?? '' }}</span></p>
    }
    <button>Invia</button>
  </form>`,
})
class Page {
  changes = inject(ChangeDetectorRef);
  form = new FormGroup(
    {
      presentata: new FormControl(""),
      periodo: new FormGroup({ dataInizio: new FormControl(""), dataFine: new FormControl("") }),
      righe: new FormArray(empty().lavoratori.map(() => new FormGroup({ assunto: new FormControl(""), ore: new FormControl("") }))),
    },
    { validators: convalida.validator },
  );
  fields = FIELDS.map(([label, name]) => ({ label, name, control: this.form.get(OWN[name] ?? name) as FormControl }));

  send() {
    if (convalida.whole(this.form).length === 0) (window as any).sent = true;
    this.changes.markForCheck();
  }
}

bootstrapApplication(Page, { providers: [provideZonelessChangeDetection()] });
