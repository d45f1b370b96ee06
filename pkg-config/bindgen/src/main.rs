//! Writes the JavaScript that goes with a compiled module: `bindgen MODULE.wasm OUT_DIR`.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, out] = arguments.as_slice() else {
        eprintln!("usage: bindgen MODULE.wasm OUT_DIR");
        return ExitCode::from(2);
    };
    match generate(module, out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn generate(module: &str, out: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name("core")
        .typescript(false) // the types are written by hand: pkg-config/js/*.d.ts
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(true) // the wrapper says where the module lies
        .reset_state_function(true) // after a trap the wrapper starts a new instance
        .web(true)?;
    bindgen.generate(out)?;
    Ok(())
}
