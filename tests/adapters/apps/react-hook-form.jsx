// The little page with React Hook Form.
import "convalida/inline/piemonte-2020";
import { convalidaResolver } from "convalida/react-hook-form";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { get, useForm } from "react-hook-form";
import { BOOK, FIELDS, empty } from "./fields.js";

function Page() {
  const [resolver] = useState(() => convalidaResolver(BOOK));
  const form = useForm({ resolver, defaultValues: empty(), mode: "onChange" });
  useEffect(() => resolver.connect(form), [form, resolver]);
  const { errors } = form.formState;
  return (
    <form onSubmit={form.handleSubmit(() => (window.sent = true))}>
      {FIELDS.map(([label, name]) => {
        const path = name.replace(/\[(\d+)\]/, ".$1");
        return (
          <p key={name}>
            <label>{label} <input data-field={name} {...form.register(path)} /></label>
            <span data-error={name}>{get(errors, path)?.message ?? ""}</span>
          </p>
        );
      })}
      <button>Invia</button>
    </form>
  );
}

createRoot(document.getElementById("app")).render(<Page />);
