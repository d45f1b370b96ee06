// The development server's pre-bundling moves the code and leaves the files: convalida stays out of it.
export default {
  build: { target: "es2022" },
  optimizeDeps: { exclude: ["convalida"] },
};
