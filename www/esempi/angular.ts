// Angular, reactive forms: one validator for the group puts each message at its control; `whole` is asked before sending.
import "@angular/compiler"; // Angular CLI compiles ahead, and does without
import { Component, provideZonelessChangeDetection, signal } from "@angular/core";
import { FormControl, FormGroup, ReactiveFormsModule } from "@angular/forms";
import { bootstrapApplication } from "@angular/platform-browser";
import "convalida/inline/piemonte-2020";
import { convalidaGroup } from "convalida/angular";

const convalida = convalidaGroup("piemonte-2020", { fields: ["periodo"] }); // what this page has

@Component({
  selector: "app-page",
  imports: [ReactiveFormsModule],
  template: `<form [formGroup]="form" (ngSubmit)="send()">
    <ng-container formGroupName="periodo">
      <p><label>Inizio del periodo <input formControlName="dataInizio" aria-describedby="di-inizio"></label>
      <span id="di-inizio" role="status">{{ start.errors?.['convalida']?.message }}</span></p>
      <p><label>Fine del periodo <input formControlName="dataFine" aria-describedby="di-fine"></label>
      <span id="di-fine" role="status">{{ end.errors?.['convalida']?.message }}</span></p>
    </ng-container>
    <p><button>Invia</button></p>
    <p id="esito" role="status">{{ outcome() }}</p>
  </form>`,
})
class Domanda {
  start = new FormControl("");
  end = new FormControl("");
  form = new FormGroup({ periodo: new FormGroup({ dataInizio: this.start, dataFine: this.end }) }, { validators: convalida.validator });
  outcome = signal("");

  send() {
    const wrong = convalida.whole(this.form);
    this.outcome.set(wrong.length === 0 ? "Il periodo va bene." : `Da correggere: ${wrong.length}.`);
  }
}

bootstrapApplication(Domanda, { providers: [provideZonelessChangeDetection()] });
