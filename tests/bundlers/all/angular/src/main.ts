// A reactive form whose validator is convalida's; the files are served as assets.
import { Component, provideZonelessChangeDetection } from "@angular/core";
import { FormControl, FormGroup, ReactiveFormsModule } from "@angular/forms";
import { bootstrapApplication } from "@angular/platform-browser";
import init from "convalida";
import { convalidaGroup } from "convalida/angular";

@Component({
  selector: "app-domanda",
  imports: [ReactiveFormsModule],
  template: `<form [formGroup]="form" data-ready>
    <p formGroupName="periodo"><label for="fine">Fine del periodo (inizio 23/02/2020)</label>
    <input id="fine" formControlName="dataFine" aria-describedby="esito"></p>
    <p id="esito" role="status">{{ end.errors?.["convalida"]?.message }}</p>
  </form>`,
})
class Domanda {
  end = new FormControl("");
  form = new FormGroup(
    { periodo: new FormGroup({ dataInizio: new FormControl("23/02/2020"), dataFine: this.end }) },
    { validators: convalidaGroup("piemonte-2020").validator },
  );
}

await init({ base: "/assets/convalida/", rulebooks: ["piemonte-2020"] });
await bootstrapApplication(Domanda, { providers: [provideZonelessChangeDetection()] });
