// What measures one peer from within its own process or page: takes orders by name, answers with plain data.

/** Verdicts of the measured rules, as they are compared. */
const MEASURED = new Set([
  "valore-illeggibile", "codice-fiscale", "codice-fiscale-duplicato", "data-assunzione", "orario-settimanale", "ore-senza-giorni",
  "giorni-senza-ore", "giorni-oltre-periodo", "ore-oltre-giorni", "ore-oltre-settimane", "decorrenza-minima", "durata-minima",
  "durata-domanda", "durata-complessiva", "accordo-lavoratori", "termine-presentazione",
]);
export const RULES = [...MEASURED];

/** One sample is as many turns as take this many milliseconds: short, so that other work of the machine falls into few of
 *  them; longer in a page, whose clock is coarse. */
const SAMPLE = globalThis.process ? 1 : 4;
const WARM_UP = 80;

const name = (rule) => rule.slice(rule.lastIndexOf("/") + 1);
const compared = (list) =>
  list
    .filter(({ rule }) => MEASURED.has(name(rule)))
    .map(({ rule, severity, path }) => `${severity} ${name(rule)} ${path}`)
    .sort();

/** Memories of the WebAssembly modules of this process or page. */
const memories = [];
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(Instance, given) {
    const made = new Instance(...given);
    if (made.exports.memory) memories.push(made.exports.memory);
    return made;
  },
});

/** Where what was read goes, so that no reading can be left out as useless. */
let read = 0;
const readAll = (list) => {
  for (let at = 0; at < list.length; at++) read += list[at].message.length + list[at].path.length;
};

/**
 * @param {string} module address of the peer
 * @param {string} folder address of the built package
 * @returns {Promise<Record<string, (given: any) => any>>} the orders
 */
export async function agent(module, folder) {
  const start = performance.now();
  const peer = await (await import(module)).create(folder);
  const open = new Map();

  const checkText = peer.checkText ?? ((text) => peer.check(JSON.parse(text)));

  /** The application with its form, or with itself as the form's state; `type` gives the list after the edits, or the Change. */
  function typing(text) {
    const application = JSON.parse(text);
    if (peer.form) {
      const form = peer.form(application);
      const type = (edits) => (edits.length === 1 ? form.set(...edits[0]) : form.setMany(edits));
      return { form, type, readType: (edits) => readChange(type(edits)) };
    }
    const cells = new Map();
    const put = (edits) => {
      for (const [path, text] of edits) {
        let cell = cells.get(path);
        if (!cell) {
          const keys = path.split(".");
          const key = keys.pop();
          cells.set(path, (cell = { holder: keys.reduce((holder, each) => holder[each], application), key }));
        }
        cell.holder[cell.key] = text;
      }
      return peer.check(application);
    };
    return { type: put, readType: (edits) => readAll(put(edits)) };
  }

  function readChange({ added, removed }) {
    readAll(added);
    for (let at = 0; at < removed.length; at++) read += removed[at].path.length;
  }

  /** The list after each of some edits; for a form by what its Changes say, which must agree with its own list. */
  function lists(text, steps) {
    const { form, type } = typing(text);
    if (!form) return steps.map((edits) => compared(type(edits)));
    const key = ({ rule, path }) => `${rule} ${path}`;
    const shown = new Map(form.diagnostics().map((each) => [key(each), each]));
    const all = steps.map((edits) => {
      const { added, removed } = type(edits);
      for (const each of removed) if (!shown.delete(key(each))) throw new Error(`${key(each)} is removed by ${edits[0].join(" ")} but was never there`);
      for (const each of added) shown.set(key(each), each);
      const list = compared([...shown.values()]);
      if (list.join() !== compared(form.diagnostics()).join()) throw new Error(`after ${edits[0].join(" ")} the Changes give another list than diagnostics()`);
      return list;
    });
    form.free?.();
    return all;
  }

  /** One turn of a workload. */
  function turn({ text, steps, application, typed }, workload) {
    if (workload === "text") return () => readAll(checkText(text));
    if (workload === "object") return () => readAll(peer.check(application));
    const edits = steps[workload];
    const readType = typed.readType;
    let at = 0;
    return () => {
      readType(edits[at]);
      at = at + 1 === edits.length ? 0 : at + 1;
    };
  }

  return {
    checks: ({ texts }) => texts.map((text) => compared(checkText(text))),
    lists: ({ text, steps }) => lists(text, steps),
    open({ count, text, steps }) {
      open.set(count, { text, steps, application: JSON.parse(text), typed: typing(text), turns: {} });
    },
    time({ count, workload, milliseconds }) {
      const { turns, ...opened } = open.get(count);
      const isNew = !turns[workload];
      const work = (turns[workload] ??= turn(opened, workload));
      globalThis.gc?.();
      let done = 0;
      const from = performance.now();
      const warm = () => performance.now() - from;
      while (done < 2 || warm() < (isNew ? WARM_UP : SAMPLE)) {
        work();
        done++;
      }
      const batch = Math.max(1, Math.ceil((SAMPLE * done) / warm()));
      const samples = [];
      const end = performance.now() + milliseconds;
      while (samples.length < 3 || performance.now() < end) {
        const start = performance.now();
        for (let each = 0; each < batch; each++) work();
        samples.push(((performance.now() - start) * 1000) / batch);
      }
      return samples;
    },
    /** From the first import to the first list. */
    cold({ text }) {
      readAll(checkText(text));
      return performance.now() - start;
    },
    /** Bytes that an opened application keeps in Node: on JavaScript's heap, and what the module's memory has grown. */
    memory(given) {
      const open = {}; // forms are held here alone: a variable would keep them longer than it says
      const hold = (name) => {
        const text = given[name];
        delete given[name];
        open[name] = peer.formOfText ? peer.formOfText(text) : (peer.form ?? ((kept) => kept))(JSON.parse(text));
      };
      const drop = (name) => {
        open[name].free?.();
        delete open[name];
      };
      hold("small");
      const module = wasm();
      hold("text");
      const full = heap();
      const grown = wasm() - module;
      drop("text");
      return [full - heap(), grown];
    },
  };
}

const wasm = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);

function heap() {
  for (let turn = 0; turn < 3; turn++) globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
