// The check on the server: the same core, bundled.
import { check } from "convalida/inline/piemonte-2020";

export async function POST(request) {
  const found = check("piemonte-2020", await request.text());
  return Response.json(found.filter(({ path }) => path === "periodo.dataFine").map(({ message }) => message));
}
