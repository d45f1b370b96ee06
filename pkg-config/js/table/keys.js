// What a key means while no cell is being edited.

/** Each key → what the table is to do; `undefined` leaves it to the browser. */
export function meaning(event) {
  const { key, shiftKey: shift, altKey: alt } = event;
  const control = event.ctrlKey || event.metaKey;
  if (alt && key === "Enter") return { act: "fix" };
  if (alt) return undefined;
  if (control) return withControl(key, shift);
  switch (key) {
    case "ArrowUp":
      return { move: [-1, 0], stretch: shift };
    case "ArrowDown":
      return { move: [1, 0], stretch: shift };
    case "ArrowLeft":
      return { move: [0, -1], stretch: shift };
    case "ArrowRight":
      return { move: [0, 1], stretch: shift };
    case "Home":
      return { move: [0, -Infinity], stretch: shift };
    case "End":
      return { move: [0, Infinity], stretch: shift };
    case "PageUp":
      return { page: -1, stretch: shift };
    case "PageDown":
      return { page: 1, stretch: shift };
    case "Tab":
      return { tab: shift ? -1 : 1 };
    case "Enter":
      return shift ? { move: [-1, 0] } : { act: "edit" };
    case "F2":
      return { act: "edit" };
    case "F8":
      return { error: shift ? -1 : 1 };
    case "Delete":
    case "Backspace":
      return { act: "clear" };
    case "Escape":
      return { act: "leave" };
    default:
      return key.length === 1 ? { act: "type" } : undefined;
  }
}

function withControl(key, shift) {
  switch (key.toLowerCase()) {
    case "home":
      return { move: [-Infinity, -Infinity], stretch: shift };
    case "end":
      return { move: [Infinity, Infinity], stretch: shift };
    case "arrowup":
      return { move: [-Infinity, 0], stretch: shift };
    case "arrowdown":
      return { move: [Infinity, 0], stretch: shift };
    case "arrowleft":
      return { move: [0, -Infinity], stretch: shift };
    case "arrowright":
      return { move: [0, Infinity], stretch: shift };
    case "a":
      return { act: "all" };
    case "z":
      return { act: shift ? "redo" : "undo" };
    case "y":
      return { act: "redo" };
    case "+":
    case "=":
      return shift || key === "+" ? { act: "insert" } : undefined;
    case "-":
      return { act: "remove" };
    default:
      return undefined; // copy, cut and paste come as events of their own
  }
}
