// A SvelteKit project as `adapter-node` serves it.
import adapter from "@sveltejs/adapter-node";

export default { kit: { adapter: adapter() } };
