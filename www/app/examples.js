// The example applications: one without flaws and one with, for every portal and kind of application.

const FLAWED = "-difetti";

/** The name of an example; the first kind of application of a portal needs none. */
const nameOf = ({ name, tipi }, tipo, flawed) => `${name}${tipo === tipi[0] ? "" : `-${tipo}`}${flawed ? FLAWED : ""}`;

/** Fetches all when the page opens: afterwards it asks the network for nothing. Answers a finder. */
export async function loadExamples(portals) {
  const names = portals.flatMap((portal) => portal.tipi.flatMap((tipo) => [false, true].map((flawed) => nameOf(portal, tipo, flawed))));
  const found = new Map(
    await Promise.all(
      names.map(async (name) => [name, await fetch(`examples/${name}.json`).then((answer) => (answer.ok ? answer.json() : null), () => null)]),
    ),
  );
  return (portal, tipo, flawed) => (portal && !portal.own && found.get(nameOf(portal, tipo, flawed))) || null;
}
