// The little page with VeeValidate, 4 or 5.
import "convalida/inline/piemonte-2020";
import { convalidaSchema } from "convalida/vee-validate";
import { useField, useForm } from "vee-validate";
import { createApp, defineComponent, h } from "vue";
import { BOOK, FIELDS, empty } from "./fields.js";

const Field = defineComponent({
  props: ["name", "label"],
  setup({ name, label }) {
    const { value, errorMessage, handleChange } = useField(name);
    return () =>
      h("p", [
        h("label", [label, h("input", { "data-field": name, value: value.value, onInput: (event) => handleChange(event.target.value) })]),
        h("span", { "data-error": name }, errorMessage.value ?? ""),
      ]);
  },
});

const Page = defineComponent({
  setup() {
    const schema = convalidaSchema(BOOK);
    const form = schema.attach(useForm({ validationSchema: schema, initialValues: empty() }));
    const send = form.handleSubmit(() => (window.sent = true));
    return () => h("form", { onSubmit: send }, [...FIELDS.map(([label, name]) => h(Field, { name, label })), h("button", "Invia")]);
  },
});

createApp(Page).mount("#app");
