// Files out of the page.

/** Hands a file to the browser's downloads. @param {{ name: string, type: string, content: string | Uint8Array }} file */
export function save({ name, type, content }) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
