// The fingerprint of a file, for the report.

/** In hexadecimal; empty where the browser gives none (a page that is neither local nor https). */
export async function sha256(bytes) {
  if (!globalThis.crypto?.subtle) return "";
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
