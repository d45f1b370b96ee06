// The little page with TanStack Form.
import "convalida/inline/piemonte-2020";
import { useForm } from "@tanstack/react-form";
import { convalidaValidators } from "convalida/tanstack-form";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { BOOK, FIELDS, empty } from "./fields.js";

function Page() {
  const [validators] = useState(() => convalidaValidators(BOOK));
  const form = useForm({ defaultValues: empty(), validators, onSubmit: () => (window.sent = true) });
  const send = (event) => {
    event.preventDefault();
    form.handleSubmit();
  };
  return (
    <form onSubmit={send}>
      {FIELDS.map(([label, name]) => (
        <form.Field key={name} name={name}>
          {(field) => (
            <p>
              <label>{label} <input data-field={name} value={field.state.value} onChange={(event) => field.handleChange(event.target.value)} onBlur={field.handleBlur} /></label>
              <span data-error={name}>{field.state.meta.errors[0]?.message ?? ""}</span>
            </p>
          )}
        </form.Field>
      ))}
      <button>Invia</button>
    </form>
  );
}

createRoot(document.getElementById("app")).render(<Page />);
